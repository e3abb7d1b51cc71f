import { CST } from "yaml";

/** The order in which a document is read: what it is, what it is called, what it says. */
const order = ["apiVersion", "kind", "metadata", "spec"];

interface Piece {
  readonly rank: number;
  readonly text: string;
}

/**
 * A text whose documents have their keys in order, each with the comments directly above it. What else a document has comes
 * after; comments above the first key and below the last value stay there.
 */
export function inOrder(tokens: readonly CST.Token[], source: string): string {
  return tokens.reduceRight((text, token, at) => {
    const keys = keysOf(token);
    const [first] = keys;
    if (!first || keys.every(({ rank }, index) => rank >= (keys[index - 1]?.rank ?? 0))) return text;
    const next = tokens[at + 1];
    const end = footer(source, next ? next.offset : source.length, first.offset);
    const starts = keys.map(({ offset }, index) => (index === 0 ? offset : header(source, offset)));
    const pieces = keys.map(
      ({ rank }, index): Piece => ({
        rank,
        text: ended(source.slice(starts[index], starts[index + 1] ?? end)),
      }),
    );
    const sorted = pieces.toSorted((a, b) => a.rank - b.rank).map((piece) => piece.text);
    return source.slice(0, first.offset) + sorted.join("") + text.slice(end);
  }, source);
}

/** The keys of a spec's document. None where their order must stay: an alias must come after its anchor. */
function keysOf(token: CST.Token): readonly { readonly rank: number; readonly offset: number }[] {
  if (token.type !== "document" || token.value?.type !== "block-map" || token.value.indent > 0) return [];
  const keys = token.value.items.map(({ key, start }) =>
    key?.type === "scalar" && start.every(({ type }) => /^(?:space|newline|comment)$/.test(type))
      ? key
      : undefined,
  );
  if (!keys.some((key) => key?.source === "kind") || hasAlias(token)) return [];
  const known = keys.flatMap((key) => (key ? [{ rank: rankOf(key.source), offset: key.offset }] : []));
  return known.length === keys.length ? known : [];
}

function rankOf(key: string): number {
  const rank = order.indexOf(key);
  return rank < 0 ? order.length : rank;
}

/** Where the comments directly above a key begin. Nothing else in a document begins a line with `#` in the first column. */
function header(source: string, key: number): number {
  const above = /(?:^#.*\n)+(?![^])/m.exec(source.slice(0, key));
  return above ? above.index : key;
}

/** Where the blank lines and comments begin that a document ends with. */
function footer(source: string, end: number, start: number): number {
  const below = /(?:^(?:#.*| *)\n)+(?![^])/m.exec(source.slice(start, end));
  return below ? start + below.index : end;
}

function ended(text: string): string {
  return text.endsWith("\n") ? text : `${text}\n`;
}

function hasAlias(document: CST.Document): boolean {
  let found = false;
  CST.visit(document, (item) => {
    if (item.key?.type !== "alias" && item.value?.type !== "alias") return undefined;
    found = true;
    return CST.visit.BREAK;
  });
  return found;
}
