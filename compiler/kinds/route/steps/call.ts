import { nearest } from "../../../diagnostics/nearest.ts";
import type { Model } from "../../../model/model.ts";
import { objectShape } from "../../../model/shapes.ts";
import type { PlanSchema } from "../../../plan/plan.ts";
import { broken, type PreparedValue } from "../../../values/prepared.ts";
import { targetOf } from "../../../values/target.ts";
import { prepareValue } from "../../../values/value.ts";
import { listed, skeleton } from "../../../values/words.ts";
import { findCapabilityOperation, findOperation, splitReference } from "../../references.ts";
import { reference, value } from "../../vocabulary.ts";
import type { StepSpec } from "../spec.ts";
import type { StepKind } from "./kind.ts";
import type { StepLinker } from "./linker.ts";
import type { CallStep } from "./plan.ts";
import type { StepScope } from "./scope.ts";

/** Calls an operation of a system or of a capability. */
export const callStep: StepKind = {
  name: "call",
  takes: ["onFailure", "policy"],
  properties: {
    call: reference(
      "The operation: of a Capability `sales-orders.create`, or of a System `sap.createSalesOrder`.",
      ["sales-orders.create", "square.retrieveOrder"],
    ),
    with: value("Its input: an expression, or a map of values and expressions."),
  },
  link(step, linker) {
    if (step.call !== undefined) linkCall(step, step.call, linker);
  },
  prepare(step, scope) {
    const called = findCalled(step.call ?? "", scope.model);
    if (!called) return { statements: [], result: "any", lower: () => ({}) }; // Link has told.
    const input = prepareInput(step, called, scope);
    return {
      statements: input?.statements ?? [],
      ...(called.output && { result: scope.typeOf(called.output.type) }),
      lower: ({ checked }) => ({
        target: called.target,
        ...(input && { with: input.lower(checked).value }),
        ...(called.output && { result: called.output.type }),
      }),
    };
  },
};

interface Called {
  readonly target: CallStep["target"];
  readonly input?: PlanSchema;
  readonly output?: PlanSchema;
}

function linkCall(step: StepSpec, call: string, { context, spanOf }: StepLinker): void {
  const span = spanOf(step, "call");
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

function ownerSpan(span: ReturnType<StepLinker["spanOf"]>, call: string, owner: string) {
  return span.end - span.start === call.length ? { ...span, end: span.start + owner.length } : span;
}

function findCalled(call: string, model: Model): Called | undefined {
  const split = splitReference(call);
  if (!split) return undefined;
  const { owner, member } = split;
  const capability = model.capabilities.get(owner)?.spec.operations[member];
  if (capability) {
    const input = model.contracts.get(capability.input)?.schema;
    const output = model.contracts.get(capability.output)?.schema;
    return (
      input &&
      output && { target: { kind: "capability", capability: owner, operation: member }, input, output }
    );
  }
  const operation = model.systems.get(owner)?.operations.get(member);
  return (
    operation && {
      target: { kind: "system", system: owner, operation: member },
      ...(operation.input && { input: operation.input }),
      ...(operation.output && { output: operation.output }),
    }
  );
}

function prepareInput(step: StepSpec, { input }: Called, scope: StepScope): PreparedValue | undefined {
  const node = step.with;
  if (!input) {
    if (node)
      scope.report(
        "WB2311",
        node.span,
        `\`${step.call}\` takes nothing, but \`with\` gives it something.`,
        scope.path,
        {
          help: "Leave `with` out.",
        },
      );
    return undefined;
  }
  if (node) return prepareValue(node, targetOf(input), `${scope.id}.with`, scope.path, scope) ?? broken;
  const required = objectShape(input.set)?.properties.filter((property) => property.required);
  if (required?.length === 0)
    return { statements: [], lower: () => ({ value: { kind: "object", properties: [] }, optional: false }) };
  reportNoInput(step, input, required ?? [], scope);
  return broken;
}

type Properties = NonNullable<ReturnType<typeof objectShape>>["properties"];

function reportNoInput(step: StepSpec, input: PlanSchema, required: Properties, scope: StepScope): void {
  const names = required.map(({ name }) => name);
  const near = nearest(input.label.replace(/@.*$/, ""), scope.names.keys());
  const map = required.map(({ name, shape }) => `    ${skeleton(name, shape)}`).join("\n");
  scope.report(
    "WB2311",
    scope.document.spanOf(step, "call"),
    `\`${step.call}\` takes \`${input.label}\`, but there is no \`with\`.`,
    scope.path,
    {
      help:
        near !== undefined || names.length === 0
          ? `Add \`with: =${near ?? "…"}\`.`
          : `It requires ${listed(names)}. Add:\n  with:\n${map}`,
    },
  );
}
