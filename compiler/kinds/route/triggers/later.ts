import { later, type Schema } from "../../vocabulary.ts";

/** Triggers that the language names and this version cannot do. */
export const laterTriggers: Readonly<Record<string, Schema>> = {
  file: later("A file that arrives.", "send its records by `http`"),
  poll: later("A system that is asked again and again.", "ask it by `call` in a route with a `schedule`"),
};
