import { posix } from "node:path";
import { nearest } from "../diagnostics/nearest.ts";
import type { SourceFile, Span } from "../source/source.ts";
import type { LinkContext } from "./kind.ts";

/** The file that a document names, relative to its own; undefined, and reported, where there is none. */
export function fileBeside(
  name: string,
  from: string,
  span: Span,
  context: Pick<LinkContext, "sources" | "reporter">,
): SourceFile | undefined {
  const path = posix.normalize(posix.join(posix.dirname(from), name));
  const file = context.sources.get(path);
  if (file) return file;
  const near = nearest(path, context.sources.keys());
  context.reporter.report("WB1205", span, `There is no file "${path}".`, {
    help:
      near === undefined
        ? "The path is relative to the document's own file."
        : `Did you mean "${relative(near, from)}"?`,
    ...(near !== undefined && {
      fix: { description: `Write "${relative(near, from)}".`, edits: [{ span, text: relative(near, from) }] },
    }),
  });
  return undefined;
}

function relative(path: string, from: string): string {
  return posix.relative(posix.dirname(from), path);
}
