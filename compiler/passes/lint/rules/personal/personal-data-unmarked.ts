import { isRelated } from "../../../../analysis/lineage/graph.ts";
import { declarationOf, fieldName, namedSchemas } from "../../../../analysis/lineage/names.ts";
import { declaredFields, personalOf } from "../../../../analysis/personal/classes.ts";
import type { Rule } from "../../rule.ts";
import { hopPlaces, hopsOf, pathText } from "./path.ts";

/**
 * A contract's field that personal data is put into, without a class of its own. It is masked like what it is made of, but whoever
 * reads the contract does not see it, and another system that fills it is not held to it.
 */
export const personalDataUnmarked: Rule = {
  name: "personal-data-unmarked",
  codes: ["WB3203"],
  check(model, reporter) {
    const declared = declaredFields(model);
    const clearance = model.estate?.spec.personalData;
    const isUnknown = (name: string) => clearance !== undefined && !Object.hasOwn(clearance, name);
    for (const reason of [...personalOf(model).reasons.values()].flat()) {
      const { field, edge, personal } = reason;
      // A class that the estate does not have is told where it stands (WB3205).
      if (isUnknown(personal)) continue;
      if (!edge?.node || edge.to.schema !== field.schema || !isRelated(edge.to, field)) continue;
      const named = namedSchemas(model).get(field.schema);
      if (named?.kind !== "contract") continue;
      const marked = declared.some(
        (one) =>
          (one.personal === personal || isUnknown(one.personal)) &&
          isRelated(one.field, field) &&
          one.field.path.length <= field.path.length,
      );
      if (marked) continue;
      const hops = hopsOf(reason);
      const { span } = declarationOf(field, model);
      reporter.report(
        "WB3203",
        edge.node.span,
        `Field \`${fieldName(field, model)}\` holds ${personal} data and does not say so: ${pathText(hops, model)}.`,
        {
          help: `Add \`x-personal: ${personal}\` to the field. Where what arrives says nothing of a person any more, say so: \`notPersonal(…, "why")\`.`,
          related: [
            ...(span ? [{ message: "The field is declared here.", span }] : []),
            ...hopPlaces(hops.slice(0, -1), model),
          ],
        },
      );
    }
  },
};
