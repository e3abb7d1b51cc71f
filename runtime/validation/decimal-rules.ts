/** Bounds and step of an amount (`x-decimal`), as the schema's source says them. */
export interface DecimalRules {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
}

/** Longer amounts are refused before they are computed with: dividing a million digits takes minutes. */
const longest = 2_100;

/** Whether an amount keeps its rules, computed exactly. Text that is no decimal, and all that is neither text nor number, is no concern of these. */
export function keepsDecimalRules(value: unknown, rules: DecimalRules): boolean {
  const amount = scaledOf(value);
  if (amount === undefined) return true;
  if (amount === "tooLong") return false;
  return Object.entries(rules).every(([rule, limit]) => {
    const bound = scaledOf(limit);
    return bound === undefined || bound === "tooLong" || keeps(rule, amount, bound);
  });
}

/** A decimal is `digits` divided by ten to the power of `places`. */
interface Scaled {
  readonly digits: bigint;
  readonly places: number;
}

function keeps(rule: string, amount: Scaled, bound: Scaled): boolean {
  const places = Math.max(amount.places, bound.places);
  const left = amount.digits * 10n ** BigInt(places - amount.places);
  const right = bound.digits * 10n ** BigInt(places - bound.places);
  if (rule === "minimum") return left >= right;
  if (rule === "maximum") return left <= right;
  if (rule === "exclusiveMinimum") return left > right;
  if (rule === "exclusiveMaximum") return left < right;
  return right === 0n || left % right === 0n;
}

function scaledOf(value: unknown): Scaled | "tooLong" | undefined {
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  const text = String(value);
  if (text.length > longest) return "tooLong";
  const parts = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d{1,3}))?$/i.exec(text);
  if (!parts) return undefined;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = parts;
  const places = fraction.length - Number(exponent);
  const digits = BigInt(`${sign}${whole}${fraction}`);
  return places < 0 ? { digits: digits * 10n ** BigInt(-places), places: 0 } : { digits, places };
}
