import type { Layout } from "../layout/document.ts";
import { arrow, block, call, chain, usedParameters } from "../layout/syntax.ts";
import { postfix } from "../operand.ts";
import { type FieldContext, type FieldEmitter, type FieldOf, functionBody } from "./field.ts";

/** A list, item by item: `items.filter(…).map(…)`; flattened, a body that gives lists gives one. */
export const emitEach: FieldEmitter<"each"> = (field, context) => {
  const { module, optional } = context;
  const dot = optional ? "?." : ".";
  let items = postfix(field.items, module);
  const calls: Layout[] = [];
  if (field.where !== undefined) {
    const where = module.expression(field.where);
    calls.push(call(`${dot}filter`, [arrow(parameters(field, where), where)], true));
  }
  if (field.groupBy !== undefined) {
    items = call(
      module.runtime("groupBy"),
      [chain(items, calls.splice(0)), arrow([field.as], module.expression(field.groupBy))],
      true,
    );
  }
  return chain(items, [
    ...calls,
    call(`${dot}${field.flatten ? "flatMap" : "map"}`, [body(field, context)], true),
  ]);
};

function body(field: FieldOf<"each">, context: FieldContext): Layout {
  const { constants, value } = functionBody(field.body, { ...context, optional: false });
  if (constants.length > 0)
    return arrow(parameters(field, [constants, value]), block([...constants, ["return ", value, ";"]]), {
      opens: true,
    });
  const isObject =
    field.body.form === "fields" || (field.body.form === "value" && field.body.value.kind === "object");
  return arrow(parameters(field, value), isObject ? ["(", value, ")"] : value, { opens: isObject });
}

function parameters(field: FieldOf<"each">, body: Layout): string[] {
  return usedParameters(field.index === undefined ? [field.as] : [field.as, field.index], body);
}
