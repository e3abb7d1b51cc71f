import { literalNumber, literalText } from "./library/rule.ts";
import type { Scaled, Value } from "./value.ts";

/** Units of one dimension, each counted in the smallest of them: what people write, and UN/CEFACT's codes. */
const dimensions: readonly Readonly<Record<string, number>>[] = [
  { mg: 1, g: 1e3, kg: 1e6, t: 1e9, MGM: 1, GRM: 1e3, KGM: 1e6, TNE: 1e9 },
  { mm: 1, cm: 10, m: 1e3, km: 1e6, MMT: 1, CMT: 10, MTR: 1e3, KMT: 1e6 },
  { ml: 1, cl: 10, dl: 100, l: 1e3, MLT: 1, CLT: 10, DLT: 100, LTR: 1e3 },
  { mm2: 1, cm2: 100, m2: 1e6, MMK: 1, CMK: 100, MTK: 1e6 },
];

/** How many of the other unit one of the first has; undefined where they do not measure the same, or nobody here knows them. */
export function unitsPer(unit: string, other: string): number | undefined {
  if (unit === other) return 1;
  const dimension = dimensions.find((one) => Object.hasOwn(one, unit) && Object.hasOwn(one, other));
  const [one, another] = [dimension?.[unit], dimension?.[other]];
  return one === undefined || another === undefined ? undefined : one / another;
}

/** What a quantity becomes that is multiplied, or divided, by a number that is written out. */
export function scaledBy(left: Value, right: Value, divided = false): Scaled | undefined {
  const number = writtenNumber(right);
  if (number === undefined) {
    const factor = divided ? undefined : writtenNumber(left);
    return factor === undefined ? undefined : scaled(right, factor);
  }
  return scaled(left, divided ? 1 / number : number);
}

function scaled({ shape: { unit }, scaled: before }: Value, factor: number): Scaled | undefined {
  const from = unit ?? before?.unit;
  return from === undefined ? undefined : { unit: from, by: factor * (before?.by ?? 1) };
}

/** A number of an expression's own: `1000`, `"0.001"`. */
export function writtenNumber(value: Value): number | undefined {
  const text = literalText(value);
  const number =
    literalNumber(value) ?? (text === undefined || text.trim() === "" ? Number.NaN : Number(text));
  return Number.isFinite(number) && number !== 0 ? number : undefined;
}
