import type { Json } from "../../../runtime/contract/json.ts";
import type { PersonalData } from "../../../runtime/engine/port.ts";
import { redactDeep } from "../../../runtime/telemetry/personal.ts";

/** What is personal in the campaign: `email`, in messages and in events. */
export const personal: PersonalData = {
  values: (_route, input) => {
    const { email } = fields(input);
    return typeof email === "string" ? [email] : [];
  },
  message: (_route, input) => masked(input),
  event: (_type, data) => masked(data),
  holds: () => true,
  // Events from outside have nothing personal.
  origin: () => undefined,
  without: <T>(value: T, texts: readonly string[]) => redactDeep(value, texts) as T,
};

function masked(value: Json): Json {
  return fields(value)["email"] === undefined ? value : { ...fields(value), email: "***" };
}

function fields(value: Json): Readonly<Record<string, Json>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, Json>>) // No list, so an object.
    : {};
}
