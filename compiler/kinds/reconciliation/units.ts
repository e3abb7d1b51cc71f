import type { CheckUnit } from "../../expressions/check.ts";
import { eventUnit } from "../event-unit.ts";
import type { CheckContext } from "../kind.ts";
import { sides } from "./spec.ts";

/** One unit for each side and for the total, since `item` is another contract's in each. */
export const sideUnit = (reconciliation: string, side: "left" | "right" | "total") =>
  `reconciliation ${reconciliation}.${side}`;

/** A key that may be missing is told by the check: it matches nothing. Amounts are money or numbers, which `judge.ts` looks at. */
const wanted = { where: "boolean", key: "string", amount: undefined } as const;

export function reconciliationUnits(context: CheckContext): readonly CheckUnit[] {
  return [...context.model.reconciliations.values()].flatMap((document) => {
    const { metadata, spec } = document;
    const { total } = spec;
    const unit = (side: "left" | "right" | "total", contract: string, owner: object) =>
      eventUnit(
        { name: sideUnit(metadata.name, side), as: "item", contract, owner, wanted },
        document,
        context,
      );
    return [
      ...sides.flatMap((side) => unit(side, spec[side].of, spec[side])),
      ...(total ? unit("total", total.left ?? total.right ?? "", total) : []),
    ];
  });
}
