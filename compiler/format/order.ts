import { CST } from "yaml";

type Item = CST.BlockMap["items"][number];

/** The order in which a document is read: what it is, what it is called, what it says. */
const order = ["apiVersion", "kind", "metadata", "spec"];

/** A spec's document with its keys in order, each with the comments above it. What else it has comes after. */
export function inOrder(token: CST.Token, source: string): CST.Token {
  if (token.type !== "document" || token.value?.type !== "block-map") return token;
  const map = token.value;
  const keys = map.items.map(keyOf);
  // An alias must come after its anchor, so what has any stays as it is.
  if (!keys.includes("kind") || keys.includes(undefined) || hasAlias(token)) return token;
  const pieces = map.items.map((item, at) => ({
    item,
    rank: rankOf(keys[at] ?? ""),
    trailing: trailingOf(map.items[at + 1], source),
  }));
  if (pieces.every(({ rank }, at) => rank >= (pieces[at - 1]?.rank ?? 0))) return token;
  const items = pieces
    .map(({ item, rank, trailing }, at) => ({
      rank,
      items: [
        { ...item, start: item.start.slice(at === 0 ? 0 : trailingOf(item, source).length) },
        { start: [...trailing] },
      ],
    }))
    .toSorted((a, b) => a.rank - b.rank)
    .flatMap((piece): Item[] => piece.items);
  return { ...token, value: { ...map, items } };
}

function keyOf({ key }: Item): string | undefined {
  return key && "source" in key && key.type === "scalar" ? key.source : undefined;
}

function rankOf(key: string): number {
  const rank = order.indexOf(key);
  return rank < 0 ? order.length : rank;
}

/** Indented comments above a key: they end what stands before it. */
function trailingOf(item: Item | undefined, source: string): readonly CST.SourceToken[] {
  const start = item?.start ?? [];
  const last = start.findLastIndex(({ type, offset }) => type === "comment" && source[offset - 1] !== "\n");
  return last < 0 ? [] : start.slice(0, last + 2);
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
