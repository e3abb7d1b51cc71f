import { nearest } from "../../../diagnostics/nearest.ts";
import type { Model } from "../../../model/model.ts";
import { objectShape } from "../../../model/shapes.ts";
import type { PlanSchema } from "../../../plan/plan.ts";
import type { CallTarget } from "../../../plan/step.ts";
import type { YamlNode } from "../../../source/node.ts";
import type { Span } from "../../../source/source.ts";
import { broken, type PreparedValue } from "../../../values/prepared.ts";
import { skeleton, skeletonText } from "../../../values/skeleton.ts";
import { targetOf } from "../../../values/target.ts";
import { prepareValue } from "../../../values/value.ts";
import { listed } from "../../../values/words.ts";
import type { LinkContext } from "../../kind.ts";
import { findCapabilityOperation, findOperation, splitReference } from "../../references.ts";
import type { StepScope } from "../sequence/scope.ts";

/** An operation that a step calls, or that undoes it: of a system or of a capability. */
export interface Called {
  /** As the spec says it: `stock.reserve`. */
  readonly reference: string;
  readonly target: CallTarget;
  readonly input?: PlanSchema;
  readonly output?: PlanSchema;
}

/** A call as it is written. */
export interface CallSpec {
  readonly called: Called;
  readonly with: YamlNode | undefined;
  /** Of the reference. */
  readonly span: Span;
  /** Of the input's expressions. */
  readonly id: string;
}

/** Reports a reference that leads nowhere. */
export function linkCalled(call: string, span: Span, context: LinkContext): void {
  const owner = splitReference(call)?.owner ?? call;
  const { capabilities, systems } = context.model;
  if (capabilities.has(owner) || context.names.isBroken("Capability", owner))
    findCapabilityOperation(call, span, context);
  else if (systems.has(owner) || context.names.isBroken("System", owner)) findOperation(call, span, context);
  else
    context.names.unknown(
      "system or capability",
      owner,
      [...capabilities.keys(), ...systems.keys()],
      ownerSpan(span, call, owner),
    );
}

function ownerSpan(span: Span, call: string, owner: string): Span {
  return span.end - span.start === call.length ? { ...span, end: span.start + owner.length } : span;
}

/** What a reference names; undefined where link has told that it leads nowhere. */
export function calledBy(reference: string, model: Model): Called | undefined {
  const split = splitReference(reference);
  if (!split) return undefined;
  const { owner, member } = split;
  const capability = model.capabilities.get(owner)?.spec.operations[member];
  if (capability) {
    const input = model.contracts.get(capability.input)?.schema;
    const output = model.contracts.get(capability.output)?.schema;
    const target = { kind: "capability", capability: owner, operation: member } as const;
    return input && output && { reference, target, input, output };
  }
  const operation = model.systems.get(owner)?.operations.get(member);
  return (
    operation && {
      reference,
      target: { kind: "system", system: owner, operation: member },
      ...(operation.input && { input: operation.input }),
      ...(operation.output && { output: operation.output }),
    }
  );
}

/** `with`, held against what the operation takes. Undefined: it takes nothing. */
export function prepareCalledInput(
  { called, with: node, span, id }: CallSpec,
  scope: StepScope,
): PreparedValue | undefined {
  const { input, reference } = called;
  if (!input) {
    if (node)
      scope.report(
        "WB2311",
        node.span,
        `\`${reference}\` takes nothing, but \`with\` gives it something.`,
        scope.path,
        { help: "Leave `with` out." },
      );
    return undefined;
  }
  if (node) return prepareValue(node, targetOf(input), id, scope.path, scope) ?? broken;
  const required = objectShape(input.set)?.properties.filter((property) => property.required);
  if (required?.length === 0)
    return { statements: [], lower: () => ({ value: { kind: "object", properties: [] }, optional: false }) };
  reportNoInput(reference, input, required ?? [], span, scope);
  return broken;
}

type Properties = NonNullable<ReturnType<typeof objectShape>>["properties"];

function reportNoInput(
  reference: string,
  input: PlanSchema,
  required: Properties,
  span: Span,
  scope: StepScope,
): void {
  const names = required.map(({ name }) => name);
  const near = nearest(input.label.replace(/@.*$/, ""), scope.names.keys());
  const map = required
    .map((property) => `    ${skeletonText(skeleton(property, input.set, "plain"))}`)
    .join("\n");
  scope.report(
    "WB2311",
    span,
    `\`${reference}\` takes \`${input.label}\`, but there is no \`with\`.`,
    scope.path,
    {
      help:
        near !== undefined || names.length === 0
          ? `Add \`with: =${near ?? "…"}\`.`
          : `It requires ${listed(names)}. Add:\n  with:\n${map}`,
    },
  );
}
