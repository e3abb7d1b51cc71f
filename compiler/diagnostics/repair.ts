import { positionAt, type Sources, type Span } from "../source/source.ts";
import type { Diagnostic, NewEntry, Suggestion } from "./diagnostic.ts";

/** What an editor or `--fix` writes: texts in the place of others, to the letter. */
export interface Repair {
  readonly description: string;
  /** It changes nothing that the author meant, and leaves nothing to fill in. */
  readonly safe: boolean;
  readonly edits: readonly Replacement[];
}

export interface Replacement {
  readonly span: Span;
  readonly text: string;
}

/** How a diagnostic can be repaired: its fix, and what it suggests. */
export function repairsOf({ fix, suggestion }: Diagnostic, sources: Sources): readonly Repair[] {
  const repairs: Repair[] = [];
  if (fix)
    repairs.push({
      description: fix.description,
      safe: true,
      edits: fix.edits.map(({ span, text }) => ({
        span,
        text: inQuotesOf(sources.get(span.file)?.text.slice(span.start, span.end) ?? "", text),
      })),
    });
  const edit = suggestion && insertion(suggestion, sources);
  if (suggestion && edit) repairs.push({ description: suggestion.description, safe: false, edits: [edit] });
  return repairs;
}

/** A value that stands in quotes stays in them: fixes say what to write, not how. */
function inQuotesOf(before: string, after: string): string {
  const quote = /^(["']).*\1$/s.exec(before)?.[1];
  return quote === undefined || /["'\\\n]/.test(after) ? after : `${quote}${after}${quote}`;
}

function insertion({ into, entries }: Suggestion, sources: Sources): Replacement | undefined {
  const source = sources.get(into.file);
  if (!source) return undefined;
  const { text } = source;
  if (text[into.start] === "{") return flowInsertion(text, into, entries);
  // In block style the first key's column is that of all; behind the last value's line they are the last.
  const column = positionAt(source, into.start).column - 1;
  const last = into.start + text.slice(into.start, into.end).trimEnd().length;
  const line = /^[^\r\n]*/.exec(text.slice(last))?.[0] ?? "";
  const at = last + line.length;
  const lineEnd = text.startsWith("\r\n", at) ? "\r\n" : "\n";
  const lines = blockLines(entries).map((each) => `${lineEnd}${" ".repeat(column)}${each}`);
  return { span: { file: into.file, start: at, end: at }, text: lines.join("") };
}

/** Before the closing brace; behind the last value, unless its line ends with a comment. */
function flowInsertion(text: string, { file, start, end }: Span, entries: readonly NewEntry[]): Replacement {
  const inside = text.slice(start + 1, end - 1);
  const written = inside.trimEnd();
  const comment = /(?:^|\s)#[^\n]*$/.test(written);
  const at = comment ? end - 1 : start + 1 + written.length;
  const separator = written.trim() === "" || written.endsWith(",") ? " " : ", ";
  const tail = comment || written.length === inside.length ? " " : "";
  return {
    span: { file, start: at, end: at },
    text: `${separator}${entries.map(flowText).join(", ")}${tail}`,
  };
}

function blockLines(entries: readonly NewEntry[]): readonly string[] {
  return entries.flatMap(({ key, value, note }) =>
    typeof value === "string"
      ? [`${key}: ${value}${note === undefined ? "" : ` # ${note}`}`]
      : [`${key}:`, ...blockLines(value).map((line) => `  ${line}`)],
  );
}

function flowText({ key, value }: NewEntry): string {
  return `${key}: ${typeof value === "string" ? value : `{ ${value.map(flowText).join(", ")} }`}`;
}
