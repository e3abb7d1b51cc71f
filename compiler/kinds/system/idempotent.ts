import type { LinkedOperation, LinkedSystem } from "../../model/model.ts";
import type { PlanOperation, PlanValue } from "../../plan/plan.ts";
import { parseDuration } from "../duration.ts";
import type { LowerContext } from "../kind.ts";
import { foundUnit, operationUnit, prepareWith } from "./units.ts";

/** RFC 9110, section 9.2.2: these may be repeated by definition, unless the spec says otherwise. */
const repeatable = new Set(["GET", "HEAD", "PUT", "DELETE"]);

export function lowerIdempotent(
  name: string,
  operation: LinkedOperation,
  system: LinkedSystem,
  context: LowerContext,
): PlanOperation["idempotent"] {
  const { idempotent, request } = operation.spec;
  if (idempotent === undefined) return { by: repeatable.has(request.method) ? "nature" : "nothing" };
  if (typeof idempotent === "boolean") return { by: idempotent ? "nature" : "nothing" };
  if ("header" in idempotent) return { by: "header", header: idempotent.header };
  const owner = system.document.metadata.name;
  const at = context.at(operation.span);
  return {
    by: "verify",
    operation: idempotent.verify,
    with: lowerWith(name, operation, system, context),
    found:
      idempotent.found === undefined
        ? { code: "response", library: [], at }
        : context.expression(foundUnit(owner, name), "found"),
    ...(idempotent.settle !== undefined && { settleMs: parseDuration(idempotent.settle) }),
  };
}

function lowerWith(
  name: string,
  operation: LinkedOperation,
  system: LinkedSystem,
  context: LowerContext,
): PlanValue {
  const owner = system.document.metadata.name;
  // Only what is to be checked needs types, and that was checked.
  const prepared = prepareWith(owner, name, system, operation, { ...context, typeOf: () => "" });
  return (
    prepared?.lower(context.checked.get(operationUnit(owner, name)) ?? new Map()).value ?? {
      kind: "object",
      properties: [],
    }
  );
}
