import {
  type CollectionTag,
  Composer,
  type Document,
  isMap,
  isScalar,
  isAlias,
  type Pair,
  Parser,
  type ScalarTag,
  type Tags,
  visit,
  type YAMLMap,
} from "yaml";
import { writtenAs } from "./scalar.ts";

type Stringify = NonNullable<ScalarTag["stringify"]>;

/** Text that is written as it was. The failsafe schema has only text, maps and lists; this takes the place of its text. */
const textAsWritten: ScalarTag = {
  identify: (value) => typeof value === "string",
  default: true,
  tag: "tag:yaml.org,2002:str",
  resolve: (text) => text,
  stringify(item, context, onComment, onChompKeep) {
    const written = writtenAs(item, context);
    if (written !== undefined) return written;
    const string = context.doc.schema.knownTags["tag:yaml.org,2002:str"];
    return string?.stringify?.(item, context, onComment, onChompKeep) ?? JSON.stringify(item.value);
  },
};

/** `{ a: 1 }`, but `[1, 2]`. */
function padded(tag: CollectionTag): CollectionTag {
  const flowCollectionPadding = tag.collection === "map" ? " " : "";
  const stringify: Stringify = (item, context, onComment, onChompKeep) => {
    // A collection's tag is given collections; the library's type has only scalars in mind.
    const collection = item as unknown as YAMLMap;
    return collection.toString({ ...context, flowCollectionPadding }, onComment, onChompKeep);
  };
  // The library calls `stringify` of any tag, and types it for scalars only.
  return Object.assign({ ...tag }, { stringify }) as unknown as CollectionTag;
}

function tagsOf(tags: Tags): Tags {
  return tags.map((tag) => (typeof tag === "object" && tag.collection ? padded(tag) : textAsWritten));
}

/** A map or list in flow style that would be longer is broken, one item a line. */
const lineWidth = 180;

/** All documents of a text that can be read, laid out anew. */
export function printDocuments(text: string): string {
  const composer = new Composer({
    uniqueKeys: false,
    schema: "failsafe",
    keepSourceTokens: true,
    customTags: tagsOf,
  });
  const parts: string[] = [];
  for (const document of composer.compose(new Parser().parse(text))) {
    document.directives.docStart = null;
    document.directives.docEnd = false;
    if (isMap(document.contents)) orderKeys(document.contents, document);
    parts.push(document.toString({ lineWidth, indent: 2, indentSeq: true, flowCollectionPadding: true }));
  }
  return parts.join("---\n");
}

const order = ["apiVersion", "kind", "metadata", "spec"];

/** Puts the four words of a document in their order. With aliases the order has a meaning: an anchor comes before them. */
function orderKeys(map: YAMLMap, document: Document): void {
  if (!map.has("kind") || hasAliases(document)) return;
  const place = (pair: Pair): number => {
    const at = isScalar(pair.key) ? order.indexOf(String(pair.key.value)) : -1;
    return at < 0 ? order.length : at;
  };
  const [first] = map.items;
  map.items.sort((left, right) => place(left) - place(right));
  const [now] = map.items;
  if (!isScalar(first?.key) || !isScalar(now?.key) || first === now) return;
  // What stands before the first key is about the document: it stays at the top.
  const above = [first.key.commentBefore, now.key.commentBefore].filter(
    (comment) => comment !== null && comment !== undefined,
  );
  now.key.commentBefore = above.length > 0 ? above.join("\n") : null;
  first.key.commentBefore = null;
  now.key.spaceBefore = false;
}

function hasAliases(document: Document): boolean {
  let found = false;
  visit(document, {
    Node(_key, node) {
      if (!isAlias(node)) return undefined;
      found = true;
      return visit.BREAK;
    },
  });
  return found;
}
