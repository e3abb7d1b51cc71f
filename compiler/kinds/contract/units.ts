import type { CheckStatement, CheckUnit } from "../../expressions/check.ts";
import type { LinkedContract } from "../../model/model.ts";
import { objectShape } from "../../model/shapes.ts";
import { isExpression } from "../../source/node.ts";
import { isIdentifier } from "../../spelling/names.ts";
import type { CheckContext } from "../kind.ts";

export const invariantsUnit = (label: string) => `invariants of ${label}`;

/** Each invariant sees the contract's fields by their names. */
export function contractUnits(context: CheckContext): readonly CheckUnit[] {
  return [...context.model.contracts.entries()]
    .filter(([, contract]) => contract.document.spec.invariants?.length)
    .map(([label, contract]) => ({
      name: invariantsUnit(label),
      statements: [...declareFields(contract, context), ...invariantExpressions(contract)],
    }));
}

/** The fields an invariant can name. */
export function invariantFields({ schema }: LinkedContract): readonly string[] {
  return (
    objectShape(schema.set)
      ?.properties.map((property) => property.name)
      .filter(isIdentifier) ?? []
  );
}

function declareFields(contract: LinkedContract, context: CheckContext): readonly CheckStatement[] {
  const type = context.typeOf(contract.schema.type);
  return invariantFields(contract).map((name) => ({
    do: "declare",
    name,
    type: `${type}[${JSON.stringify(name)}]`,
  }));
}

function invariantExpressions({ document }: LinkedContract): readonly CheckStatement[] {
  return (document.spec.invariants ?? []).flatMap((invariant) => {
    const node = document.nodeOf(invariant, "holds");
    if (!isExpression(node)) return [];
    return [
      {
        do: "expression" as const,
        id: invariant.name,
        node,
        expected: { type: "boolean", label: `invariant \`${invariant.name}\``, optional: true },
      },
    ];
  });
}
