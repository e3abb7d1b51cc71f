import type { ScalarStyle } from "../source/node.ts";

/**
 * A scalar's text together with where each of its code units stands in the source: what YAML's unquoting, unescaping and
 * folding (YAML 1.2.2, sections 6.5 and 7.3) do, with places kept. Computed only for a scalar that an error points into.
 */
export interface PlacedText {
  readonly text: string;
  /** Offset, from the start of the source, of each code unit of `text`. */
  readonly offsets: readonly number[];
}

/** Collects text with its places. */
export class Placing {
  text = "";
  readonly offsets: number[] = [];

  /** Text that stands in the source as it is. */
  copy(source: string, start: number, end: number): void {
    this.text += source.slice(start, end);
    for (let at = start; at < end; at++) this.offsets.push(at);
  }

  /** Text that stands for something else at `at`. */
  put(text: string, at: number): void {
    this.text += text;
    for (let unit = 0; unit < text.length; unit++) this.offsets.push(at);
  }
}

/** A flow scalar: `source` with its quotes. */
export function placeFlow(source: string, style: Exclude<ScalarStyle, "literal" | "folded">): PlacedText {
  const placing = new Placing();
  if (style === "double") placeDouble(source, placing);
  else placeFolded(source, style === "single", placing);
  return placing;
}

function placeFolded(source: string, single: boolean, placing: Placing): void {
  const end = single ? source.length - 1 : source.length;
  let at = single ? 1 : 0;
  while (at < end) {
    const unit = source[at];
    if (unit === "'" && single) {
      placing.copy(source, at, at + 1);
      at += source[at + 1] === "'" ? 2 : 1;
    } else if (isBlank(unit) || isBreak(source, at)) {
      at = placeSpace(source, at, end, placing);
    } else {
      placing.copy(source, at, at + 1);
      at++;
    }
  }
}

/** White space inside a scalar: kept within a line, folded where it has line breaks. Returns where it ends. */
function placeSpace(source: string, start: number, end: number, placing: Placing): number {
  let at = start;
  let breaks = 0;
  let firstBreak = start;
  while (at < end && (isBlank(source[at]) || isBreak(source, at))) {
    if (source[at] === "\n" && breaks++ === 0) firstBreak = at;
    at++;
  }
  if (breaks === 0) placing.copy(source, start, at);
  else placing.put(breaks === 1 ? " " : "\n".repeat(breaks - 1), firstBreak);
  return at;
}

const escapes: Readonly<Record<string, string>> = {
  "0": "\0",
  a: "\x07",
  b: "\b",
  e: "\x1b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  N: "\u0085",
  _: "\u00a0",
  L: "\u2028",
  P: "\u2029",
};

const hexDigits: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

function placeDouble(source: string, placing: Placing): void {
  const end = source.length - 1;
  let at = 1;
  while (at < end) {
    const unit = source[at];
    if (unit === "\\") at = placeEscape(source, at, placing);
    else if (isBlank(unit) || isBreak(source, at)) at = placeSpace(source, at, end, placing);
    else placing.copy(source, at, ++at);
  }
}

/** One escape sequence at `at`. Returns where it ends. */
function placeEscape(source: string, at: number, placing: Placing): number {
  const next = source[at + 1] ?? "";
  const digits = hexDigits[next];
  if (digits !== undefined) {
    const code = Number.parseInt(source.slice(at + 2, at + 2 + digits), 16);
    placing.put(code <= 0x10ffff ? String.fromCodePoint(code) : source.slice(at, at + 2 + digits), at);
    return at + 2 + digits;
  }
  const breakLength = next === "\n" ? 1 : next === "\r" && source[at + 2] === "\n" ? 2 : 0;
  if (breakLength > 0) {
    let end = at + 1 + breakLength;
    while (isBlank(source[end])) end++;
    return end;
  }
  placing.put(escapes[next] ?? next, at);
  return at + 2;
}

function isBlank(unit: string | undefined): boolean {
  return unit === " " || unit === "\t";
}

function isBreak(source: string, at: number): boolean {
  return source[at] === "\n" || (source[at] === "\r" && source[at + 1] === "\n");
}
