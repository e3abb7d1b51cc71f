import type { LinkedMapping, LinkedOperation, Model } from "../../model/model.ts";
import type { PlanSchema } from "../../plan/plan.ts";
import type { SpecDocument } from "../document.ts";
import type { CheckContext } from "../kind.ts";
import { splitReference } from "../references.ts";
import type { Implementation } from "./link.ts";
import type { CapabilitySpec } from "./spec.ts";

/** The mappings of each provider fit between the capability's contracts and the call's schemas. */
export function checkTypes(document: SpecDocument<CapabilitySpec>, context: CheckContext): void {
  for (const provider of Object.values(document.spec.providers)) {
    for (const [name, implementation] of Object.entries(provider)) {
      const operation = document.spec.operations[name];
      const input = operation && context.model.contracts.get(operation.input)?.schema;
      const output = operation && context.model.contracts.get(operation.output)?.schema;
      const call = operationOf(implementation.call, context.model);
      if (!input || !output || !call) continue;
      checkIn(document, implementation, input, call, context);
      checkOut(document, implementation, input, output, call, context);
    }
  }
}

function operationOf(reference: string | undefined, model: Model): LinkedOperation | undefined {
  const split = reference === undefined ? undefined : splitReference(reference);
  return split && model.systems.get(split.owner)?.operations.get(split.member);
}

function checkIn(
  document: SpecDocument<CapabilitySpec>,
  implementation: Implementation,
  input: PlanSchema,
  call: LinkedOperation,
  context: CheckContext,
): void {
  if (implementation.in === undefined) {
    if (call.input && !same(call.input, input)) {
      report(
        document,
        implementation,
        "call",
        `\`${implementation.call}\` takes ${call.input.label}, not ${input.label}.`,
        `Add \`in:\` with a mapping from ${input.label} to ${call.input.label}.`,
        context,
      );
    }
    return;
  }
  const mapping = context.model.mappings.get(implementation.in);
  if (!mapping) return;
  const [from, ...others] = mapping.from;
  if (!from || others.length > 0 || !same(from.schema, input)) {
    report(
      document,
      implementation,
      "in",
      `Mapping "${implementation.in}" is from ${fromText(mapping)}, not from ${input.label}.`,
      `Its \`from\` is one name for ${input.label}.`,
      context,
    );
  } else if (!call.input || !same(mapping.to, call.input)) {
    report(
      document,
      implementation,
      "in",
      `Mapping "${implementation.in}" makes ${mapping.to.label}, but \`${implementation.call}\` takes ${call.input?.label ?? "nothing"}.`,
      `Its \`to\` is \`${implementation.call}\`.`,
      context,
    );
  }
}

function checkOut(
  document: SpecDocument<CapabilitySpec>,
  implementation: Implementation,
  input: PlanSchema,
  output: PlanSchema,
  call: LinkedOperation,
  context: CheckContext,
): void {
  if (implementation.out === undefined) {
    if (!call.output || !same(call.output, output)) {
      report(
        document,
        implementation,
        "call",
        `\`${implementation.call}\` gives ${call.output?.label ?? "nothing"}, not ${output.label}.`,
        `Add \`out:\` with a mapping to ${output.label}.`,
        context,
      );
    }
    return;
  }
  const mapping = context.model.mappings.get(implementation.out);
  if (!mapping) return;
  const fits = mapping.from.every(({ name, schema }) => same(schema, name === "input" ? input : call.output));
  if (!fits || mapping.from.filter(({ name }) => name !== "input").length > 1) {
    report(
      document,
      implementation,
      "out",
      `Mapping "${implementation.out}" is from ${fromText(mapping)}, not from ${call.output?.label ?? "nothing"}.`,
      `Its \`from\` is one name for \`${implementation.call}\`, and \`input: ${input.label}\` where it needs that too.`,
      context,
    );
  } else if (!same(mapping.to, output)) {
    report(
      document,
      implementation,
      "out",
      `Mapping "${implementation.out}" makes ${mapping.to.label}, but the capability gives ${output.label}.`,
      `Its \`to\` is \`${output.label}\`.`,
      context,
    );
  }
}

function fromText(mapping: LinkedMapping): string {
  return mapping.from.map(({ name, schema }) => `${name}: ${schema.label}`).join(", ");
}

function same(left: PlanSchema, right: PlanSchema | undefined): boolean {
  return left.type.module === right?.type.module && left.type.name === right.type.name;
}

function report(
  document: SpecDocument<CapabilitySpec>,
  implementation: Implementation,
  key: "call" | "in" | "out",
  message: string,
  help: string,
  context: CheckContext,
): void {
  context.reporter.report("WB2504", document.spanOf(implementation, key), message, { help });
}
