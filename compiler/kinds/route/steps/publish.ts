import type { LinkedMapping } from "../../../model/model.ts";
import type { PlanSchema } from "../../../plan/plan.ts";
import { broken } from "../../../values/prepared.ts";
import { targetOf } from "../../../values/target.ts";
import { prepareValue } from "../../../values/value.ts";
import { contractReference } from "../../vocabulary.ts";
import type { StepScope } from "../sequence/scope.ts";
import type { StepSpec } from "../spec.ts";
import type { PreparedStep, StepKind } from "./kind.ts";
import { mapStep } from "./map.ts";
import { prepareMappingInput } from "./mapping-input.ts";

/** Publishes an event of a contract, made by a mapping or given as a value. */
export const publishStep: StepKind = {
  name: "publish",
  named: "told",
  takes: ["onFailure", "policy"],
  properties: {
    publish: contractReference(
      "The contract of the event. Its data comes from `with`, or from a mapping by `map` and `with`.",
    ),
    ...mapStep.properties,
  },
  link(step, linker) {
    const { context, spanOf } = linker;
    if (step.publish !== undefined) context.names.find("Contract", step.publish, spanOf(step, "publish"));
    mapStep.link?.(step, linker);
  },
  prepare(step, scope) {
    const contract = scope.model.contracts.get(step.publish ?? "")?.schema;
    if (!contract) return { statements: [], lower: () => ({}) }; // Link has told.
    if (step.map === undefined) return publishValue(step, contract, scope);
    const mapping = scope.model.mappings.get(step.map);
    return mapping ? publishMapped(step, mapping, contract, scope) : { statements: [], lower: () => ({}) };
  },
};

function publishValue(step: StepSpec, contract: PlanSchema, scope: StepScope): PreparedStep {
  if (!step.with)
    scope.report(
      "WB2311",
      scope.document.spanOf(step, "publish"),
      `Nothing says what \`${contract.label}\` is published with.`,
      scope.path,
      {
        help: "Add `with: =…`, or `map` and `with` for a mapping that makes it.",
      },
    );
  const value =
    step.with &&
    (prepareValue(step.with, targetOf(contract), `${scope.id}.with`, scope.path, scope) ?? broken);
  return {
    statements: value?.statements ?? [],
    lower: ({ checked }) => ({
      contract: contract.label,
      type: contract.type,
      data: { kind: "value", value: (value ?? broken).lower(checked).value },
    }),
  };
}

function publishMapped(
  step: StepSpec,
  mapping: LinkedMapping,
  contract: PlanSchema,
  scope: StepScope,
): PreparedStep {
  const { name } = mapping.document.metadata;
  const made = mapping.to.type;
  if (made.module !== contract.type.module || made.name !== contract.type.name)
    scope.report(
      "WB2312",
      scope.document.spanOf(step, "map"),
      `Mapping \`${name}\` makes \`${mapping.to.label}\`, not \`${contract.label}\`.`,
      scope.path,
      {
        help: `Name a mapping to \`${contract.label}\`, or publish \`${mapping.to.label}\`.`,
        related: [
          { message: "The mapping's target.", span: mapping.document.spanOf(mapping.document.spec, "to") },
        ],
      },
    );
  const input = prepareMappingInput(mapping, step.with, scope.document.spanOf(step, "map"), scope);
  return {
    statements: input.statements,
    lower: ({ checked }) => ({
      contract: contract.label,
      type: contract.type,
      data: { kind: "map", mapping: name, from: input.lower(checked) },
    }),
  };
}
