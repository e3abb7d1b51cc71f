/**
 * Plain decimal text, read by hand in one pass: what almost every amount of a payload is. The decimal library's own reader takes
 * three regular expressions and four times as long, and a mapping spends half its time there.
 */

/** Of a `Big`: sign, exponent of the first digit, digits without zeros at either end. */
export interface PlainParts {
  readonly s: 1 | -1;
  readonly e: number;
  readonly c: number[];
}

/** Longer text is left to the library. */
const longest = 40;
const minus = 45;
const point = 46;
const zero = 48;

/** Undefined for what is longer, or no plain decimal: `1e5`, `.5`, `1.`, `+1`. */
export function plainParts(text: string): PlainParts | undefined {
  const length = text.length;
  const first = text.charCodeAt(0) === minus ? 1 : 0;
  if (length > longest || length === first) return undefined;
  const c: number[] = [];
  let pointAt = length;
  let significantAt = -1;
  for (let at = first; at < length; at++) {
    const code = text.charCodeAt(at);
    if (code === point) {
      if (pointAt < length || at === first || at === length - 1) return undefined;
      pointAt = at;
    } else {
      if (code < zero || code > 57) return undefined;
      if (significantAt < 0) {
        if (code === zero) continue;
        significantAt = at;
      }
      c.push(code - zero);
    }
  }
  const s = first === 1 ? -1 : 1;
  if (significantAt < 0) return { s, e: 0, c: [0] };
  while (c.at(-1) === 0) c.pop();
  return { s, e: significantAt < pointAt ? pointAt - significantAt - 1 : pointAt - significantAt, c };
}

/** Whether it is plain decimal text; undefined for longer text, which is not looked at. */
export function isShortPlain(text: string): boolean | undefined {
  const length = text.length;
  if (length > longest) return undefined;
  const first = text.charCodeAt(0) === minus ? 1 : 0;
  let isPointSeen = false;
  for (let at = first; at < length; at++) {
    const code = text.charCodeAt(at);
    if (code === point) {
      if (isPointSeen || at === first || at === length - 1) return false;
      isPointSeen = true;
    } else if (code < zero || code > 57) return false;
  }
  return length > first;
}
