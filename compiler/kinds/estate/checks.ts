import type { CheckStatement, CheckUnit } from "../../expressions/check.ts";
import { isExpression } from "../../source/node.ts";
import type { SpecDocument } from "../document.ts";
import type { CheckContext } from "../kind.ts";
import type { EstateCheck, EstateSpec } from "./spec.ts";

export const checkUnit = (name: string) => `check ${name}`;

/** What an expression of a check sees of a document; `spec` beside them. */
export const checkNames = ["name", "domain", "owner", "labels"] as const;

/** Each of the estate's own checks: two conditions over a document as data. */
export function estateUnits({ model, specType }: CheckContext): readonly CheckUnit[] {
  const { estate } = model;
  return (estate?.spec.checks ?? []).flatMap((check) => {
    const spec = specType(check.for);
    if (!estate || spec === undefined) return [];
    return [
      { name: checkUnit(check.name), statements: [...declared(estate, spec), ...conditions(check, estate)] },
    ];
  });
}

function declared({ spec: { domains } }: SpecDocument<EstateSpec>, spec: string): readonly CheckStatement[] {
  const domain = Object.keys(domains).map((name) => JSON.stringify(name));
  return [
    { do: "declare", name: "name", type: "string" },
    { do: "declare", name: "domain", type: [...domain, "undefined"].join(" | ") },
    { do: "declare", name: "owner", type: "string | undefined" },
    { do: "declare", name: "labels", type: "{ readonly [name: string]: string | undefined }" },
    { do: "declare", name: "spec", type: spec },
  ];
}

function conditions(check: EstateCheck, estate: SpecDocument<EstateSpec>): readonly CheckStatement[] {
  return (["where", "must"] as const).flatMap((id): CheckStatement[] => {
    const node = check[id] === undefined ? undefined : estate.nodeOf(check, id);
    if (!node || !isExpression(node)) return [];
    return [
      { do: "expression", id, node, expected: { type: "boolean", label: `\`${id}\``, optional: true } },
    ];
  });
}
