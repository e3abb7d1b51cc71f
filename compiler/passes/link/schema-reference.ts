import type { LinkContext } from "../../kinds/kind.ts";
import { findOperation, splitReference } from "../../kinds/references.ts";
import type { LinkedOperation } from "../../model/model.ts";
import type { PlanSchema } from "../../plan/plan.ts";
import type { Span } from "../../source/source.ts";

/** The schema that `order@2`, `shopify.ordersCreate`, `sap.createSalesOrder`, `sap.createSalesOrder.input` name. */
export function schemaReference(
  reference: string,
  span: Span,
  side: "from" | "to",
  context: LinkContext,
): PlanSchema | undefined {
  if (reference.includes("@")) {
    return context.names.find("Contract", reference, span) && context.model.contracts.get(reference)?.schema;
  }
  const split = splitReference(reference);
  // A word alone may be a contract whose version was forgotten.
  if (!split) return void context.names.find("Contract", reference, span);
  if (split.owner.includes(".") && (split.member === "input" || split.member === "output")) {
    const end = Math.max(span.start, span.end - split.member.length - 1);
    const found = findOperation(split.owner, { ...span, end }, context);
    return found && part(found.operation, split.member, split.owner, span, context);
  }
  const system = context.model.systems.get(split.owner);
  const webhook = side === "from" ? system?.webhooks.get(split.member) : undefined;
  if (webhook) {
    context.names.mention({ kind: "System", name: split.owner, member: split.member, span });
    return webhook.payload;
  }
  if (system && side === "from" && Object.hasOwn(system.document.spec.webhooks ?? {}, split.member))
    return undefined;
  if (
    system &&
    !system.operations.has(split.member) &&
    !Object.hasOwn(system.document.spec.operations ?? {}, split.member)
  ) {
    const known = [...system.operations.keys(), ...(side === "from" ? system.webhooks.keys() : [])];
    const what = side === "from" ? "webhook or operation" : "operation";
    context.names.unknown(`${what} of system "${split.owner}"`, split.member, known, {
      ...span,
      start: span.end - split.member.length,
    });
    return undefined;
  }
  const found = findOperation(reference, span, context);
  return found && part(found.operation, side === "from" ? "output" : "input", reference, span, context);
}

function part(
  operation: LinkedOperation,
  which: "input" | "output",
  reference: string,
  span: Span,
  context: LinkContext,
): PlanSchema | undefined {
  const schema = operation[which];
  if (!schema) {
    context.reporter.report("WB1204", span, `Operation "${reference}" has no ${which}.`, {
      help:
        which === "input"
          ? "Its request has neither parameters nor a body."
          : "None of its successful responses has a schema.",
      related: [{ message: "The operation is here.", span: operation.span }],
    });
  }
  return schema;
}
