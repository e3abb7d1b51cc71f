import { later, type Schema, value } from "../../vocabulary.ts";

/** Steps that the language names and this version cannot do, and what goes with them. */
export const laterSteps: Readonly<Record<string, Schema>> = {
  parallel: later(
    "Several branches at once.",
    "do them one after the other, or by `each` with `concurrency`",
  ),
  find: later("Reads a process by one of its keys.", "let the message carry what is needed"),
  approve: later("Waits for a person.", "end the run with an outcome and let a person send it again"),
  wait: later("Waits for an event.", "let the event start a route of its own"),
  compensate: later("Undoes what was done.", "undo it in a branch of `onFailure`"),
  latest: later("Drops what is older than what was already seen.", "let every message through"),
  onReject: value("What happens when a person says no. Goes with `approve`."),
  onExpiry: value("What happens when nothing came in time. Goes with `approve` and `wait`."),
};
