import { flowsOf } from "../../../../analysis/flow/index.ts";
import { fieldName } from "../../../../analysis/lineage/names.ts";
import { reasonsIn } from "../../../../analysis/personal/classes.ts";
import type { Rule } from "../../rule.ts";
import { hopPlaces, hopsOf } from "./path.ts";

const shown: Readonly<Record<string, string>> = {
  key: "A run's key",
  lane: "A lane",
  pin: "A capability's pin",
};

/** Keys stand in logs, metrics, traces and addresses as they are: they are how people look for things. */
export const personalDataInKey: Rule = {
  name: "personal-data-in-key",
  codes: ["WB3204"],
  check(model, reporter) {
    for (const { unit, reads } of flowsOf(model)) {
      if (!/^(?:route|capability) /.test(unit)) continue;
      for (const { id, value, node } of reads) {
        const what = shown[id];
        if (what === undefined || value.declassified) continue;
        const [reason] = value.origins
          .flatMap((field) => reasonsIn(field, model).map((one) => ({ field, one })))
          .filter(({ field, one }) => one.field.path.length <= field.path.length);
        if (!reason) continue;
        reporter.report(
          "WB3204",
          node.span,
          `${what} is shown in logs and traces, and this one is ${reason.one.personal} data: \`${fieldName(reason.field, model)}\`.`,
          {
            help: "Take a number that says nothing of a person: an order's, a customer's.",
            related: hopPlaces(hopsOf(reason.one), model),
          },
        );
      }
    }
  },
};
