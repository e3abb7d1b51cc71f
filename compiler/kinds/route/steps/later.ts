import { later, type Schema } from "../../vocabulary.ts";

/** Steps that the language names and this version cannot do, and what goes with them. */
export const laterSteps: Readonly<Record<string, Schema>> = {
  find: later("Reads a process by one of its keys.", "let the message carry what is needed"),
};
