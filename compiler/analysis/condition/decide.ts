import { both, type Constraint } from "./constraint.ts";
import type { Condition } from "./read.ts";

/**
 * Whether no data can make all of these conditions true at once. Exact for comparisons with literals; where a condition has more
 * alternatives than are worth following, the answer is no.
 */
export function canNeverBe(conditions: readonly Condition[]): boolean {
  return alternatives({ kind: "all", of: conditions }, true)?.length === 0;
}

export function isAlways(condition: Condition): boolean {
  return canNeverBe([not(condition)]);
}

export function not(condition: Condition): Condition {
  return { kind: "not", of: condition };
}

/** What is known of every operand at once. */
type Case = ReadonlyMap<string, Constraint>;

const most = 256;

/** All cases in which a condition is `wanted`; undefined where they are too many. */
function alternatives(condition: Condition, wanted: boolean): readonly Case[] | undefined {
  if (condition.kind === "constant") return condition.value === wanted ? [new Map()] : [];
  if (condition.kind === "not") return alternatives(condition.of, !wanted);
  if (condition.kind === "fact")
    return [new Map([[condition.operand, wanted ? condition.holds : condition.fails]])];
  const parts = condition.of.map((part) => alternatives(part, wanted));
  // That not all hold is that one of them does not, and the other way round.
  return (condition.kind === "all") === wanted ? together(parts) : oneOf(parts);
}

function oneOf(parts: readonly (readonly Case[] | undefined)[]): readonly Case[] | undefined {
  if (parts.includes(undefined)) return undefined;
  const cases = parts.flatMap((part) => part ?? []);
  return cases.length > most ? undefined : cases;
}

/** One that can never be makes all of it so, whatever the others are. */
function together(parts: readonly (readonly Case[] | undefined)[]): readonly Case[] | undefined {
  if (parts.some((part) => part?.length === 0)) return [];
  let cases: readonly Case[] = [new Map()];
  let unknown = false;
  for (const part of parts) {
    if (!part || cases.length * part.length > most) unknown = true;
    else cases = cases.flatMap((left) => part.flatMap((right) => merged(left, right) ?? []));
    if (cases.length === 0) return [];
  }
  return unknown ? undefined : cases;
}

function merged(left: Case, right: Case): Case | undefined {
  const result = new Map(left);
  for (const [operand, constraint] of right) {
    const known = result.get(operand);
    const joined = known ? both(known, constraint) : constraint;
    if (!joined) return undefined;
    result.set(operand, joined);
  }
  return result;
}
