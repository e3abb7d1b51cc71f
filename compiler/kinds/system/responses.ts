import type { LinkedOperation } from "../../model/model.ts";
import type { PlanOperation } from "../../plan/plan.ts";
import { jsonValue } from "../json-value.ts";
import type { LowerContext } from "../kind.ts";

/** Answers by status; the first success carries the operation's examples. */
export function responsesOf(operation: LinkedOperation, context: LowerContext): PlanOperation["responses"] {
  const success = operation.responses.find(({ status }) => status >= 200 && status < 300);
  return operation.responses.map(({ status, schema }) => ({
    status,
    ...(schema && { schema: context.masked(schema) }),
    examples: success?.status === status ? examplesOf(operation, context) : [],
  }));
}

/** Link has read them once already and reported what is wrong; nothing is lowered with errors. */
function examplesOf({ spec, output }: LinkedOperation, context: LowerContext): readonly unknown[] {
  const root = output && { shape: { kind: "reference", name: output.set.root } as const, set: output.set };
  const silent = { report: () => undefined };
  return (spec.examples ?? []).map((node) =>
    jsonValue(node, root, { sources: context.sources, reporter: silent }),
  );
}
