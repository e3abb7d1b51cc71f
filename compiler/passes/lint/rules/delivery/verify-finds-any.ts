import { namesOf } from "../../../../analysis/depends-on.ts";
import type { Reporter } from "../../../../diagnostics/diagnostic.ts";
import type { LinkedSystem } from "../../../../model/model.ts";
import type { Rule } from "../../rule.ts";

/** What is looked for after an unknown outcome is what this input would have made. A look-up that says nothing of the input finds somebody else's. */
export const verifyFindsAny: Rule = {
  name: "verify-finds-any",
  codes: ["WB3503"],
  check(model, reporter) {
    for (const system of model.systems.values()) checkSystem(system, reporter);
  },
};

function checkSystem({ document, operations }: LinkedSystem, reporter: Reporter): void {
  for (const [name, { spec }] of operations) {
    const { idempotent } = spec;
    if (typeof idempotent !== "object" || !("verify" in idempotent)) continue;
    const { with: asked, found } = idempotent;
    const names = [...Object.values(asked ?? {}).flatMap(namesOf), ...(found === undefined ? [] : [found])];
    if (names.some((each) => /\binput\b/.test(each))) continue;
    reporter.report(
      "WB3503",
      document.spanOf(idempotent, asked ? "with" : "verify"),
      `After an unknown outcome of \`${name}\`, \`${idempotent.verify}\` is asked without a word of what was sent: whatever it finds is taken for this one.`,
      {
        severity: "error",
        help: "Ask by what the call itself has put there: `with: { reference: =input.… }`, a number that no other has.",
      },
    );
  }
}
