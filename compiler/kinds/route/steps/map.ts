import { reference, value } from "../../vocabulary.ts";
import type { StepKind } from "./kind.ts";
import { prepareMappingInput } from "./mapping-input.ts";

/** Makes one thing from others, by a Mapping. */
export const mapStep: StepKind = {
  name: "map",
  named: "order",
  takes: ["onFailure"],
  properties: {
    map: reference("The Mapping that makes its result (with `publish`: the event's data).", [
      "shopify-order-to-order",
    ]),
    with: value(
      "What it is given: for a mapping a value for each name of its `from`; for a call its input; for an event its data.",
    ),
  },
  link(step, { context, spanOf }) {
    if (step.map !== undefined) context.names.find("Mapping", step.map, spanOf(step, "map"));
  },
  prepare(step, scope) {
    const mapping = scope.model.mappings.get(step.map ?? "");
    if (!mapping) return { statements: [], result: "any", lower: () => ({}) }; // Link has told.
    const span = scope.document.spanOf(step, "map");
    const input = prepareMappingInput(mapping, step.with, span, scope);
    return {
      statements: input.statements,
      result: scope.typeOf(mapping.to.type),
      lower: ({ checked }) => ({
        mapping: mapping.document.metadata.name,
        from: input.lower(checked),
        result: mapping.to.type,
      }),
    };
  },
};
