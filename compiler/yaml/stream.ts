import { Composer, type CST, type Document, Parser } from "yaml";

/** Levels of maps and lists that a document may have: far more than any spec needs, far less than a stack holds. */
export const depthLimit = 100;

export interface Stream {
  readonly documents: readonly Document.Parsed[];
  /** Where a document goes deeper than the limit; that document is not among those above. */
  readonly tooDeep: readonly number[];
}

/**
 * The library's parser and composer over a whole file. The schema is the failsafe one, so that every scalar stays text; the
 * library's own check for duplicate keys, which is quadratic, is off.
 */
export function readStream(text: string): Stream {
  const tooDeep: number[] = [];
  const composer = new Composer({
    uniqueKeys: false,
    schema: "failsafe",
    strict: true,
    keepSourceTokens: true,
  });
  const tokens = shallowTokens(new Parser().parse(text), tooDeep);
  // Parsed: every node that the composer makes has a range.
  return { documents: [...composer.compose(tokens)] as Document.Parsed[], tooDeep };
}

function* shallowTokens(tokens: Iterable<CST.Token>, tooDeep: number[]): Generator<CST.Token> {
  for (const token of tokens) {
    const place = depthExceeded(token);
    if (place === undefined) yield token;
    else tooDeep.push(place);
  }
}

/** Where a token is nested deeper than the limit; without recursion, since that is what it guards. */
function depthExceeded(root: CST.Token): number | undefined {
  const pending: { readonly token: CST.Token; readonly depth: number }[] = [{ token: root, depth: 0 }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { token, depth } = next;
    if (depth > depthLimit) return token.offset;
    if ("value" in token && token.value) pending.push({ token: token.value, depth });
    if (!("items" in token)) continue;
    for (const item of token.items) {
      if (item.key) pending.push({ token: item.key, depth: depth + 1 });
      if (item.value) pending.push({ token: item.value, depth: depth + 1 });
    }
  }
  return undefined;
}
