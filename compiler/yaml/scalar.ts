import type { Scalar } from "yaml";
import type { ScalarStyle, YamlScalar } from "../source/node.ts";
import type { Span } from "../source/source.ts";
import { placeBlock } from "./block-offsets.ts";
import { type PlacedText, placeFlow } from "./offsets.ts";

const styles: Readonly<Record<string, ScalarStyle>> = {
  QUOTE_SINGLE: "single",
  QUOTE_DOUBLE: "double",
  BLOCK_LITERAL: "literal",
  BLOCK_FOLDED: "folded",
};

/**
 * @param text the text that was read, in which the node's range lies.
 * @param place from an offset in that text to one in the file.
 */
export function readScalar(
  node: Scalar,
  span: Span,
  text: string,
  place: (offset: number) => number,
): YamlScalar {
  const style = styles[node.type ?? ""] ?? "plain";
  const value = typeof node.value === "string" ? node.value : "";
  const [start, end] = node.range ?? [span.start, span.end];
  let offsets: readonly number[] | undefined;
  return {
    type: "scalar",
    span,
    text: value,
    style,
    offsetAt(index) {
      // Plain text on one line stands in the file as it is.
      if (style === "plain" && end - start === value.length)
        return place(start + Math.min(Math.max(index, 0), value.length));
      offsets ??= offsetsOf(style, text.slice(start, end), value);
      return place(start + (offsets[index] ?? endOffset(offsets, end - start, style)));
    },
  };
}

function offsetsOf(style: ScalarStyle, source: string, value: string): readonly number[] {
  const placed =
    style === "literal" || style === "folded" ? blockText(source, value) : placeFlow(source, style);
  return placed.text === value ? placed.offsets : [];
}

function blockText(source: string, value: string): PlacedText {
  // The lines follow the header (`|-  # why`), which takes the rest of its line.
  const body = source.indexOf("\n") + 1;
  const placed = placeBlock(source.slice(body), value);
  return { text: placed.text, offsets: placed.offsets.map((offset) => offset + body) };
}

/** The place just after the text: before a closing quote. */
function endOffset(offsets: readonly number[], length: number, style: ScalarStyle): number {
  const last = offsets.at(-1);
  if (last !== undefined) return last + 1;
  return style === "plain" ? length : Math.min(1, length);
}
