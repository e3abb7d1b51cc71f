import type { CheckStatement, CheckUnit } from "../../expressions/check.ts";
import { isExpression } from "../../source/node.ts";
import type { SpecDocument } from "../document.ts";
import type { CheckContext } from "../kind.ts";
import type { ProcessSpec } from "./spec.ts";

/** One unit for each milestone and total, since `event` is another contract's in each. */
export const milestoneUnit = (process: string, name: string) => `milestone ${process}.${name}`;
export const totalUnit = (process: string, name: string) => `total ${process}.${name}`;

export function processUnits(context: CheckContext): readonly CheckUnit[] {
  return [...context.model.processes.values()].flatMap((document) => {
    const { metadata, spec } = document;
    return [
      ...Object.entries(spec.milestones).flatMap(([name, milestone]) =>
        unit(milestoneUnit(metadata.name, name), milestone, document, context),
      ),
      ...Object.entries(spec.totals ?? {}).flatMap(([name, total]) =>
        unit(totalUnit(metadata.name, name), total, document, context),
      ),
    ];
  });
}

/** What is added may be money or a number, which no one type says; `judge.ts` looks at it. */
const wanted = { when: "boolean", add: undefined } as const;

function unit(
  name: string,
  owner: ProcessSpec["milestones"][string] | NonNullable<ProcessSpec["totals"]>[string],
  document: SpecDocument<ProcessSpec>,
  context: CheckContext,
): readonly CheckUnit[] {
  const schema = context.model.contracts.get(owner.on)?.schema;
  if (!schema) return [];
  const expressions = (["when", "add"] as const).flatMap((key): CheckStatement[] => {
    if (!Object.hasOwn(owner, key)) return [];
    const node = document.nodeOf(owner, key);
    if (!isExpression(node)) return [];
    const type = wanted[key];
    const expected = type === undefined ? {} : { expected: { type, label: `\`${key}\``, optional: false } };
    return [{ do: "expression", id: key, node, ...expected }];
  });
  if (expressions.length === 0) return [];
  return [
    {
      name,
      statements: [{ do: "declare", name: "event", type: context.typeOf(schema.type) }, ...expressions],
    },
  ];
}
