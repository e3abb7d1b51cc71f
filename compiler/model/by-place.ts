import type { SpecDocument } from "../kinds/document.ts";
import type { Span } from "../source/source.ts";

/** Which document a place is in: a search in its file, however many documents there are. */
export function byPlace(documents: readonly SpecDocument[]): (span: Span) => SpecDocument | undefined {
  const byFile = Map.groupBy(documents, ({ file }) => file);
  return ({ file, start, end }) =>
    byFile.get(file)?.find(({ node: { span } }) => span.start <= start && end <= span.end);
}
