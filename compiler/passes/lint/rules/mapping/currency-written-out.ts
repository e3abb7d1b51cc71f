import { flowsOf } from "../../../../analysis/flow/index.ts";
import type { Field } from "../../../../analysis/flow/value.ts";
import { declarationOf, fieldName, namedSchemas } from "../../../../analysis/lineage/names.ts";
import type { Model } from "../../../../model/model.ts";
import { resolveShape } from "../../../../model/shapes.ts";
import type { Rule } from "../../rule.ts";

/**
 * `money(order.total, "EUR")`, where the order says its currency beside the total. It is right until the first order in another one.
 */
export const currencyWrittenOut: Rule = {
  name: "currency-written-out",
  codes: ["WB2232"],
  check(model, reporter) {
    for (const { found } of flowsOf(model))
      for (const { kind, span, currencies } of found) {
        const [written, of] = (kind === "currency-written" ? currencies : undefined) ?? [];
        if (!written || !("code" in written) || !of || !("field" in of)) continue;
        const beside = currencyBeside(of.field, written.code, model);
        if (!beside) continue;
        const said = fieldName(beside, model);
        const { span: declared } = declarationOf(beside, model);
        reporter.report(
          "WB2232",
          span,
          `The currency is written out as ${written.code}, though \`${said}\` says which it is.`,
          {
            help: `Take it from there. If it is ${written.code} always, say so in the source's schema: \`const: ${written.code}\`.`,
            ...(declared && { related: [{ message: `\`${said}\` is declared here.`, span: declared }] }),
          },
        );
      }
  },
};

/** The field that says the currency of the amount's own object, or of the nearest one around it. */
function currencyBeside(amount: Field, code: string, model: Model): Field | undefined {
  const set = namedSchemas(model).get(amount.schema)?.schema.set;
  if (!set) return undefined;
  const names = amount.path.split(".");
  for (let depth = names.length - 1; depth >= 0; depth--) {
    const path = names.slice(0, depth).join(".");
    let shape = declarationOf({ schema: amount.schema, path }, model).shape;
    shape = shape && resolveShape(shape, set);
    if (shape?.kind === "list") shape = resolveShape(shape.items, set);
    const property =
      shape?.kind === "object" ? shape.properties.find(({ name }) => saysCurrency(name)) : undefined;
    if (!property) continue;
    const own = resolveShape(property.shape, set);
    const always = own?.kind === "text" && own.values?.every((value) => value === code);
    return own?.kind !== "text" || always === true
      ? undefined
      : { schema: amount.schema, path: path === "" ? property.name : `${path}.${property.name}` };
  }
  return undefined;
}

/** Not the one that a customer saw, or that is settled in: those are said apart from the amount's own. */
function saysCurrency(name: string): boolean {
  return /^(?:order|iso)?currency(?:iso)?(?:code|id)?$/.test(name.replaceAll(/[^A-Za-z]/g, "").toLowerCase());
}
