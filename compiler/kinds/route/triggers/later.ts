import { later, type Schema } from "../../vocabulary.ts";

/** Triggers that the language names and this version cannot do. */
export const laterTriggers: Readonly<Record<string, Schema>> = {
  event: later("An event of a contract.", "let the publishing route do it, or take it by `http`"),
  schedule: later("A time table.", "start it from outside by `http`"),
  file: later("A file that arrives.", "send its records by `http`"),
  poll: later("A system that is asked again and again.", "start it from outside by `http`"),
};
