import type { YamlNode } from "../../../source/node.ts";
import type { Target } from "../../../values/target.ts";
import { prepareValue } from "../../../values/value.ts";
import type { FieldContext, PreparedField } from "./form.ts";

/** A constant or an expression. */
export function prepareValueField(
  node: YamlNode,
  target: Target,
  path: string,
  context: FieldContext,
): PreparedField | undefined {
  const prepared = prepareValue(node, target, path, path, context);
  return (
    prepared && {
      statements: prepared.statements,
      judge: () => {},
      lower: (checked) => {
        const { value, optional } = prepared.lower(checked);
        return { field: { form: "value", value }, optional };
      },
    }
  );
}
