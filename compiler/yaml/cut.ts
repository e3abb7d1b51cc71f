import { type Document, isAlias, isMap, isScalar, isSeq, type Scalar } from "yaml";
import { type Extent, expressionExtent } from "./extent.ts";
import type { Insertion } from "./insertions.ts";

/**
 * Expressions that YAML cuts because they are not quoted: `{ a: =f(b, c) }` is two keys to it, `a: =x ? "b: c" : d` an error.
 * An expression is cut where it would go further than YAML's scalar does, and it is a key, or has brackets or quotes that do
 * not close, or shares its line with a YAML error.
 */
export interface Cut {
  readonly start: number;
  /** Where the whole expression ends; undefined where its brackets or quotes never close, so that nobody can say. */
  readonly end?: number;
}

interface Candidate {
  readonly start: number;
  readonly end: number;
  readonly key: boolean;
  readonly flow: boolean;
}

/** Expressions that YAML has cut without an error: in flow style at a comma or bracket, anywhere at `: ` and ` #`. */
export function findCuts(text: string, documents: readonly Document.Parsed[]): readonly Cut[] {
  if (!text.includes("=")) return [];
  const cuts: Cut[] = [];
  let beyond = 0;
  for (const document of documents) {
    const candidates: Candidate[] = [];
    collect(document.contents, false, candidates);
    const errors = document.errors.map((error) => error.pos[0]);
    for (const candidate of candidates) {
      // What lies inside an expression that was cut is a part of it.
      if (candidate.start < beyond) continue;
      const cut = cutOf(text, candidate, errors);
      if (!cut) continue;
      cuts.push(cut);
      beyond = cut.end ?? lineEnd(text, cut.start);
    }
  }
  return cuts;
}

function cutOf(text: string, candidate: Candidate, errors: readonly number[]): Cut | undefined {
  const { start, end } = candidate;
  const extent = expressionExtent(text, start, candidate.flow);
  if (!extent) return looksCut(text, candidate) ? { start } : undefined;
  if (extent.end <= end) return undefined;
  if (
    candidate.key ||
    !expressionExtent(text.slice(0, end), start, false) ||
    errorOnLines(text, extent, errors)
  ) {
    return { start, end: extent.end };
  }
  return undefined;
}

/** Brackets that never close are the author's slip, and for the expression's own check, unless YAML went on with the rest. */
function looksCut(text: string, { end, flow, key }: Candidate): boolean {
  return (
    key ||
    (flow && /^[ \t]*[,[{]/.test(text.slice(end, end + 80))) ||
    /^[ \t]+#/.test(text.slice(end, end + 80))
  );
}

function errorOnLines(text: string, extent: Extent, errors: readonly number[]): boolean {
  const first = text.lastIndexOf("\n", extent.start) + 1;
  const last = lineEnd(text, extent.end);
  return errors.some((at) => at >= first && at <= last);
}

function lineEnd(text: string, from: number): number {
  const at = text.indexOf("\n", from);
  return at < 0 ? text.length : at;
}

/** Every plain scalar that begins an expression, in the order of the file. */
function collect(node: unknown, flow: boolean, into: Candidate[]): void {
  if (isScalar(node)) add(node, false, flow, into);
  else if (isSeq(node)) for (const item of node.items) collect(item, flow || node.flow === true, into);
  else if (isMap(node)) {
    const inside = flow || node.flow === true;
    for (const { key, value } of node.items) {
      if (isScalar(key)) add(key, true, inside, into);
      else if (!isAlias(key)) collect(key, inside, into);
      collect(value, inside, into);
    }
  }
}

function add(node: Scalar, key: boolean, flow: boolean, into: Candidate[]): void {
  const { value, range } = node;
  if (node.type !== "PLAIN" || typeof value !== "string" || !range) return;
  if (value.startsWith("=") && !value.startsWith("=="))
    into.push({ start: range[0], end: range[1], key, flow });
}

/** What quotes an expression: all insertions, so that every place in it can be found again. */
export function quoting(text: string, start: number, end: number): readonly Insertion[] {
  const expression = text.slice(start, end);
  const quote = /["\\]/.test(expression) ? "'" : '"';
  const insertions: Insertion[] = [{ at: start, text: quote }];
  if (quote === "'") {
    for (let at = expression.indexOf("'"); at >= 0; at = expression.indexOf("'", at + 1)) {
      insertions.push({ at: start + at, text: "'" });
    }
  }
  insertions.push({ at: end, text: quote });
  return insertions;
}
