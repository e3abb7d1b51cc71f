import type { CheckStatement, CheckUnit } from "../../expressions/check.ts";
import { isExpression } from "../../source/node.ts";
import type { SpecDocument } from "../document.ts";
import type { CheckContext } from "../kind.ts";
import { type ReconciliationSpec, sides } from "./spec.ts";

/** One unit for each side and for the total, since `item` is another contract's in each. */
export const sideUnit = (reconciliation: string, side: "left" | "right" | "total") =>
  `reconciliation ${reconciliation}.${side}`;

/** A key that may be missing is told by the check: it matches nothing. Amounts are money or numbers, which `judge.ts` looks at. */
const wanted = { where: "boolean", key: "string", amount: undefined } as const;

export function reconciliationUnits(context: CheckContext): readonly CheckUnit[] {
  return [...context.model.reconciliations.values()].flatMap((document) => {
    const { metadata, spec } = document;
    const { total } = spec;
    return [
      ...sides.flatMap((side) =>
        unit(sideUnit(metadata.name, side), spec[side].of, spec[side], document, context),
      ),
      ...(total
        ? unit(sideUnit(metadata.name, "total"), total.left ?? total.right ?? "", total, document, context)
        : []),
    ];
  });
}

function unit(
  name: string,
  contract: string,
  owner: object,
  document: SpecDocument<ReconciliationSpec>,
  context: CheckContext,
): readonly CheckUnit[] {
  const schema = context.model.contracts.get(contract)?.schema;
  if (!schema) return [];
  const expressions = (["where", "key", "amount"] as const).flatMap((key): CheckStatement[] => {
    if (!Object.hasOwn(owner, key)) return [];
    const node = document.nodeOf(owner, key);
    if (!isExpression(node)) return [];
    const type = wanted[key];
    const expected = type === undefined ? {} : { expected: { type, label: `\`${key}\``, optional: false } };
    return [{ do: "expression", id: key, node, ...expected }];
  });
  const item: CheckStatement = { do: "declare", name: "item", type: context.typeOf(schema.type) };
  return [{ name, statements: [item, ...expressions] }];
}
