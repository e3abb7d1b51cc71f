import { type PreparedLookup, prepareLookup } from "../../../values/crosswalk.ts";
import { mapOf, reference, text, value, word } from "../../vocabulary.ts";
import type { StepScope } from "../sequence/scope.ts";
import type { StepSpec } from "../spec.ts";
import type { StepKind } from "./kind.ts";

/** Another system's word for the same thing, by a Crosswalk. */
export const lookupStep: StepKind = {
  name: "lookup",
  named: "place",
  takes: ["onFailure"],
  properties: {
    lookup: reference("The Crosswalk.", ["location"]),
    from: mapOf(
      value("What that system calls it: an expression, or a constant."),
      "One system, and what it calls it.",
    ),
    to: text("The system whose word is wanted."),
    whenMissing: word(
      ["omit", "wait", "fail"],
      "What happens when there is no such row: the result is missing (`omit`), or the message is refused (`fail`, the default).",
    ),
  },
  link(step, { context, spanOf }) {
    if (step.lookup !== undefined) context.names.find("Crosswalk", step.lookup, spanOf(step, "lookup"));
    if (step.whenMissing === "wait")
      context.reporter.report(
        "WB1207",
        spanOf(step, "whenMissing"),
        "`whenMissing: wait` is not in this version of Waybill.",
        {
          help: "Until a later version, write `fail`: the run becomes a dead letter, to be redriven once the row is there.",
        },
      );
  },
  prepare(step, scope) {
    const crosswalk = scope.model.crosswalks.get(step.lookup ?? "");
    const asked = crosswalk && prepareAsked(step, crosswalk, scope);
    const omits = step.whenMissing === "omit";
    return {
      statements: asked?.statements ?? [],
      result: omits ? "string | undefined" : "string",
      mayBeMissing: omits,
      judge: (checked) => asked?.judge(checked, step.whenMissing ?? "fail"),
      lower: ({ checked }) => ({
        crosswalk: step.lookup,
        system: asked?.system,
        value: asked?.lower(checked),
        to: step.to,
        whenMissing: omits ? "omit" : "fail",
      }),
    };
  },
};

function prepareAsked(
  step: StepSpec,
  crosswalk: Parameters<typeof prepareLookup>[0],
  scope: StepScope,
): PreparedLookup | undefined {
  const from = step.from && scope.node(step, "from");
  if (from?.type !== "map" || step.to === undefined) {
    scope.report(
      "WB2302",
      scope.document.keySpan(step, "lookup"),
      "`lookup` has `from` and `to`.",
      scope.path,
      {
        help: "Add `from: { shopify: =… }` and `to: wms`.",
      },
    );
    return undefined;
  }
  const to = { text: step.to, node: scope.node(step, "to") };
  return prepareLookup(crosswalk, from.entries, to, `${scope.id}.from`, scope.path, scope);
}
