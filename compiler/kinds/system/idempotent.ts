import type { LinkedOperation, LinkedSystem } from "../../model/model.ts";
import type { PlanOperation, PlanValue } from "../../plan/plan.ts";
import { parseDuration } from "../duration.ts";
import type { LowerContext } from "../kind.ts";
import { operationUnit } from "./units.ts";
import { foundUnit, prepareWith } from "./verify-units.ts";

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
  const at = context.at(operation.span);
  return {
    by: "verify",
    operation: idempotent.verify,
    with: lowerWith(name, operation, system, context),
    found:
      idempotent.found === undefined
        ? { code: "response", library: [], at }
        : context.expression(foundUnit(system, name), "found"),
    ...(idempotent.settle !== undefined && { settleMs: parseDuration(idempotent.settle) }),
  };
}

function lowerWith(
  name: string,
  operation: LinkedOperation,
  system: LinkedSystem,
  context: LowerContext,
): PlanValue {
  // Only what is to be checked needs types, and that was checked.
  const prepared = prepareWith(name, operation, system, { ...context, typeOf: () => "" });
  return (
    prepared?.lower(context.checked.get(operationUnit(system, name)) ?? new Map()).value ?? {
      kind: "object",
      properties: [],
    }
  );
}
