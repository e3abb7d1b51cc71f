import type { Route } from "../contract/route.ts";
import type { PersonalData } from "../engine/port.ts";
import { mask, type PersonalPaths, personalValues, redactDeep } from "../telemetry/personal.ts";
import { personalOf } from "../telemetry/trigger.ts";

/** All of it: what nobody says anything about. */
const everything: PersonalPaths = [[]];

/** What is personal, by the contracts of these routes. Of a route or an event that none of them says anything about, all data is. */
export function personalDataOf(routes: readonly Route<unknown>[]): PersonalData {
  const byRoute = new Map(routes.map(({ name, trigger }) => [name, personalOf(trigger)]));
  const byEvent = new Map(
    routes.flatMap(({ trigger }) =>
      trigger.kind === "event" ? [[trigger.event.type, personalOf(trigger)] as const] : [],
    ),
  );
  const inMessage = (route: string): PersonalPaths =>
    (byRoute.get(route) ?? everything).map((path) => ["data", ...path]);
  return {
    values: (route, input) => personalValues(input, inMessage(route)),
    // What `mask` makes of JSON is JSON, and so below.
    message: (route, input) => mask(input, inMessage(route)) as typeof input,
    event: (type, data) => mask(data, byEvent.get(type) ?? everything) as typeof data,
    origin(input) {
      if (typeof input !== "object" || input === null) return undefined;
      const { source, id } = input as Readonly<Record<string, unknown>>; // a message, read field by field
      return typeof source === "string" && typeof id === "string" ? { source, id } : undefined;
    },
    without: <T>(value: T, texts: readonly string[]) => redactDeep(value, texts) as T,
  };
}
