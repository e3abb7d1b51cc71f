import type { CheckStatement, CheckUnit } from "../expressions/check.ts";
import { isExpression } from "../source/node.ts";
import type { SpecDocument } from "./document.ts";
import type { CheckContext } from "./kind.ts";

/** A part of a document whose expressions are over an event of a contract: a process' milestone, a side of a reconciliation. */
export interface OverEvent {
  /** Of the unit. */
  readonly name: string;
  /** How the part's expressions call the event. */
  readonly as: "event" | "item";
  readonly contract: string;
  readonly owner: object;
  /** Where its expressions stand, each with the type it must have; undefined where no one type says it and the kind looks itself. */
  readonly wanted: Readonly<Record<string, string | undefined>>;
}

/** Nothing where the contract is not there, which was reported, or no expression is. */
export function eventUnit(
  { name, as, contract, owner, wanted }: OverEvent,
  document: SpecDocument<object>,
  { model, typeOf }: CheckContext,
): readonly CheckUnit[] {
  const schema = model.contracts.get(contract)?.schema;
  if (!schema) return [];
  const expressions = Object.entries(wanted).flatMap(([key, type]): CheckStatement[] => {
    if (!Object.hasOwn(owner, key)) return [];
    const node = document.nodeOf(owner, key);
    if (!isExpression(node)) return [];
    const expected = type === undefined ? {} : { expected: { type, label: `\`${key}\``, optional: false } };
    return [{ do: "expression", id: key, node, ...expected }];
  });
  if (expressions.length === 0) return [];
  return [{ name, statements: [{ do: "declare", name: as, type: typeOf(schema.type) }, ...expressions] }];
}
