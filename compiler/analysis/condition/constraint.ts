/** What is known of one operand: the numbers between two bounds, the values it is among, and those that it is not. */
export interface Constraint {
  readonly above?: Bound;
  readonly below?: Bound;
  /** Literals as source text: `"store"`, `5`, `true`, `null`. Absent: any. */
  readonly among?: ReadonlySet<string>;
  readonly not?: ReadonlySet<string>;
}

export interface Bound {
  readonly value: number;
  /** Whether the value itself is within. */
  readonly included: boolean;
}

/** Both at once, or nothing where no value can be both. */
export function both(left: Constraint, right: Constraint): Constraint | undefined {
  const above = tighter(left.above, right.above, (a, b) => a > b);
  const below = tighter(left.below, right.below, (a, b) => a < b);
  if (above && below && isEmptyBetween(above, below)) return undefined;
  const not = new Set([...(left.not ?? []), ...(right.not ?? [])]);
  const among =
    left.among && right.among ? left.among.intersection(right.among) : (left.among ?? right.among);
  const kept =
    among && new Set([...among].filter((value) => !not.has(value) && isWithin(value, above, below)));
  if (kept?.size === 0) return undefined;
  if (isOnlyPoint(above, below) && not.has(String(above?.value))) return undefined;
  return {
    ...(above && { above }),
    ...(below && { below }),
    ...(kept && { among: kept }),
    ...(not.size > 0 && { not }),
  };
}

function tighter(
  left: Bound | undefined,
  right: Bound | undefined,
  isTighter: (a: number, b: number) => boolean,
): Bound | undefined {
  if (!left || !right) return left ?? right;
  if (left.value === right.value) return left.included ? right : left;
  return isTighter(left.value, right.value) ? left : right;
}

function isEmptyBetween(above: Bound, below: Bound): boolean {
  return above.value > below.value || (above.value === below.value && !(above.included && below.included));
}

function isOnlyPoint(above: Bound | undefined, below: Bound | undefined): boolean {
  return above !== undefined && above.value === below?.value;
}

/** A literal that is no number is within no bounds. */
function isWithin(literal: string, above: Bound | undefined, below: Bound | undefined): boolean {
  if (!above && !below) return true;
  const value = Number(literal);
  if (Number.isNaN(value)) return false;
  return (
    (!above || value > above.value || (above.included && value === above.value)) &&
    (!below || value < below.value || (below.included && value === below.value))
  );
}
