import type { Layout } from "../layout/document.ts";
import { arrow, block, call } from "../layout/syntax.ts";
import { postfix } from "../operand.ts";
import { type FieldContext, type FieldEmitter, type FieldOf, functionBody } from "./field.ts";

/** A list, item by item: `items.filter(…).map(…)`; flattened, a body that gives lists gives one. */
export const emitEach: FieldEmitter<"each"> = (field, context) => {
  const { module, optional } = context;
  let items: Layout = postfix(field.items, module);
  let access = optional ? "?." : ".";
  if (field.where !== undefined) {
    items = call([items, `${access}filter`], [arrow(parameters(field), module.expression(field.where))], true);
    access = optional ? "?." : ".";
  }
  if (field.groupBy !== undefined) {
    const grouped = call(module.runtime("groupBy"), [items, arrow(parameters(field), module.expression(field.groupBy))], true);
    items = grouped;
    access = optional ? "?." : ".";
  }
  return call([items, `${access}${field.flatten ? "flatMap" : "map"}`], [body(field, context)], true);
};

function body(field: FieldOf<"each">, context: FieldContext): Layout {
  const { constants, value } = functionBody(field.body, { ...context, optional: false });
  if (constants.length > 0) return arrow(parameters(field), block([...constants, ["return ", value, ";"]]), { opens: true });
  const isObject = field.body.form === "fields" || (field.body.form === "value" && field.body.value.kind === "object");
  return arrow(parameters(field), isObject ? ["(", value, ")"] : value, { opens: isObject });
}

function parameters(field: FieldOf<"each">): string[] {
  return field.index === undefined ? [field.as] : [field.as, field.index];
}
