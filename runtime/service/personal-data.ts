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
  const others = new Set(routes.flatMap(({ name, trigger }) => (trigger.kind === "event" ? [] : [name])));
  // Of a route of another service nobody here knows.
  const mayTake = (route: string) => !others.has(route);
  const inMessage = (route: string): PersonalPaths =>
    (byRoute.get(route) ?? everything).map((path) => ["data", ...path]);
  return {
    values: (route, input) => personalValues(input, inMessage(route)),
    // What `mask` makes of JSON is JSON, and so below.
    message: (route, input) => mask(input, inMessage(route)) as typeof input,
    event: (type, data) => mask(data, byEvent.get(type) ?? everything) as typeof data,
    holds: (type) => (byEvent.get(type) ?? everything).length > 0,
    origin(route, input) {
      if (typeof input !== "object" || input === null) return undefined;
      const { source, id, type } = input as Readonly<Record<string, unknown>>; // a message, read field by field
      if (typeof source !== "string" || typeof id !== "string") return undefined;
      return { source, id, ...(typeof type === "string" && mayTake(route) && { type }) };
    },
    without: <T>(value: T, texts: readonly string[]) => redactDeep(value, texts) as T,
  };
}
