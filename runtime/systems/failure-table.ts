import type { FailureClass } from "../contract/failure.ts";
import type { FailureTable } from "../contract/system.ts";
import type { TransportFault } from "./transport.ts";

/** What a system's spec need not say. */
export const defaultFailures: FailureTable = {
  transient: [503, "connection"],
  throttled: [429],
  refused: [400, 404, 422],
  unknown: ["timeout", "reset", 500, 502, 504],
};

const classes: readonly FailureClass[] = ["invalid", "refused", "throttled", "transient", "unknown"];

/** The class of an answer or fault: the system's own table, then the default one, then what the status says by itself. */
export function classify(table: FailureTable, outcome: number | TransportFault): FailureClass {
  return inTable(table, outcome) ?? inTable(defaultFailures, outcome) ?? unlisted(outcome);
}

function inTable(table: FailureTable, outcome: number | TransportFault): FailureClass | undefined {
  return classes.find((name) => table[name]?.includes(outcome));
}

function unlisted(outcome: number | TransportFault): FailureClass {
  if (typeof outcome === "string") return "unknown";
  // A wrong credential or a moved address says nothing about the business: it must not take a branch for refusals.
  if (outcome === 401 || outcome === 403 || outcome === 407 || (outcome >= 300 && outcome < 400))
    return "transient";
  return outcome >= 400 && outcome < 500 && outcome !== 408 ? "refused" : "unknown";
}
