import { declarationOf, fieldName, namedSchemas } from "../../../../analysis/lineage/names.ts";
import { declaredFields } from "../../../../analysis/personal/classes.ts";
import { nearest } from "../../../../diagnostics/nearest.ts";
import { listed } from "../../../../values/words.ts";
import type { Rule } from "../../rule.ts";

/** A class that nobody could be cleared for: misspelt, most often. Contracts are told so where they are linked. */
export const unknownPersonalClass: Rule = {
  name: "unknown-personal-class",
  codes: ["WB3205"],
  check(model, reporter) {
    const classes = Object.keys(model.estate?.spec.personalData ?? {});
    if (classes.length === 0) return;
    for (const { field, personal } of declaredFields(model)) {
      if (classes.includes(personal) || namedSchemas(model).get(field.schema)?.kind === "contract") continue;
      const { span } = declarationOf(field, model);
      if (!span) continue;
      const near = nearest(personal, classes);
      reporter.report(
        "WB3205",
        span,
        `\`${fieldName(field, model)}\` is of class \`${personal}\`, which the estate does not have.`,
        { help: near === undefined ? `It has ${listed(classes)}.` : `Did you mean \`${near}\`?` },
      );
    }
  },
};
