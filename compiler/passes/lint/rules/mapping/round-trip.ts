import { homecomings, inverseProblem } from "../../../../analysis/lineage/round-trip.ts";
import type { Reporter } from "../../../../diagnostics/diagnostic.ts";
import type { LinkedMapping, Model } from "../../../../model/model.ts";
import type { Rule } from "../../rule.ts";

/** A mapping that says it is another's inverse: what goes out by that one comes back by this one as it was. */
export const roundTrip: Rule = {
  name: "round-trip",
  codes: ["WB2233", "WB2234", "WB2235"],
  check(model, reporter) {
    for (const mapping of model.mappings.values()) {
      const { inverseOf } = mapping.document.spec;
      const forward = inverseOf === undefined ? undefined : model.mappings.get(inverseOf);
      if (forward) judge(mapping, forward, model, reporter);
    }
  },
};

function judge(inverse: LinkedMapping, forward: LinkedMapping, model: Model, reporter: Reporter): void {
  const { document } = inverse;
  const place = document.spanOf(document.spec, "inverseOf");
  const name = forward.document.metadata.name;
  const problem = inverseProblem(inverse, forward, model);
  if (problem !== undefined) {
    reporter.report("WB2233", place, `It is no inverse of "${name}": it ${problem}.`, {
      help: "An inverse goes from what the other makes to what the other is made from.",
    });
    return;
  }
  for (const { kind, path, says, node } of homecomings(inverse, model) ?? [])
    reporter.report(kind === "changes" ? "WB2234" : "WB2235", node?.span ?? place, `\`${path}\` ${says}.`, {
      help:
        kind === "changes"
          ? `Give it here from what "${name}" made of it.`
          : `Carry it in "${name}" too, or accept the loss by a waiver with \`path: ${path}\`.`,
      related: [
        { message: "It goes out here.", span: forward.document.spanOf(forward.document.metadata, "name") },
      ],
      subject: { document: `Mapping ${document.metadata.name}`, path },
    });
}
