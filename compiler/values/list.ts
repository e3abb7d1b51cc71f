import type { YamlList } from "../source/node.ts";
import { broken, type PreparedValue, type ReadValue, type ValueContext } from "./prepared.ts";
import { itemTarget, type Target, targetLabel } from "./target.ts";
import { inWords } from "./words.ts";

/** A list written out, item by item. */
export function prepareItems(
  node: YamlList,
  target: Target,
  id: string,
  path: string,
  context: ValueContext,
  read: ReadValue,
): PreparedValue {
  const { shape } = target;
  if (shape.kind !== "list" && shape.kind !== "any") {
    context.report(
      "WB2211",
      node.span,
      `A list is given for ${targetLabel(target)}, which is ${inWords(shape)}.`,
      path,
    );
    return broken;
  }
  const items = itemTarget(target, shape.kind === "list" ? shape.items : { kind: "any" });
  const prepared = node.items.map(
    (item, index) => read(item, items, `${id}[${index}]`, path, context) ?? broken,
  );
  if (shape.kind === "list" && shape.minItems !== undefined && node.items.length < shape.minItems)
    context.report(
      "WB2207",
      node.span,
      `${targetLabel(target)} has at least ${shape.minItems} items, ${node.items.length} given.`,
      path,
    );
  return {
    statements: prepared.flatMap(({ statements }) => statements),
    lower: (checked) => ({
      value: { kind: "list", items: prepared.map((item) => item.lower(checked).value) },
      optional: false,
    }),
  };
}
