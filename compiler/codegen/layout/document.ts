/**
 * A document is text with places where it may be broken over lines, after Wadler, "A prettier printer", as refined by
 * Prettier: a group is laid out flat if it fits into what is left of the line, else its own lines are broken.
 */
export type Layout = string | readonly Layout[] | Group | Indent | Line | IfBroken | Choice | Code;

interface Group {
  readonly kind: "group";
  readonly content: Layout;
  /** Something inside ends a line in any case. */
  readonly broken: boolean;
  /** What it is, where that decides how it stands in something else. */
  readonly role?: "conditional" | "record" | undefined;
}

interface Indent {
  readonly kind: "indent";
  readonly content: Layout;
}

interface Line {
  readonly kind: "line";
  /** What it is in a group laid out flat; a hard line has no such form. */
  readonly flat: "" | " " | undefined;
}

interface IfBroken {
  readonly kind: "if-broken";
  readonly broken: Layout;
  readonly flat: Layout;
}

/** The first alternative that fits up to its first line break, else the last. */
interface Choice {
  readonly kind: "choice";
  readonly alternatives: readonly Layout[];
}

/** An expression's text, taken apart only where it does not fit. */
interface Code {
  readonly kind: "code";
  readonly text: string;
  /** It stands behind `=` or `:`, and brings the space or line break that follows those. */
  readonly assigned: boolean;
}

/** Characters a line may have, as the repository's own formatter is set. */
export const lineWidth = 110;

export const line: Layout = { kind: "line", flat: " " };
export const softLine: Layout = { kind: "line", flat: "" };
export const hardLine: Layout = { kind: "line", flat: undefined };
/** A comma after the last item of what is broken over lines. */
export const trailingComma: Layout = { kind: "if-broken", broken: ",", flat: "" };

/** Lines that are broken inside it begin further right. */
export function indent(content: Layout): Layout {
  return { kind: "indent", content };
}

/** Laid out flat if it fits into what is left of the line. `broken`: never flat. */
export function group(content: Layout, broken = false, role?: Group["role"]): Layout {
  return { kind: "group", content, broken: broken || endsLine(content), role };
}

/** The group's content if it has that role. */
export function contentOf(layout: Layout, role: Group["role"]): Layout | undefined {
  return typeof layout === "object" && "kind" in layout && layout.kind === "group" && layout.role === role
    ? layout.content
    : undefined;
}

export function choice(...alternatives: Layout[]): Layout {
  return { kind: "choice", alternatives };
}

/** By how the group around it is laid out. */
export function ifBroken(broken: Layout, flat: Layout): Layout {
  return { kind: "if-broken", broken, flat };
}

export function code(text: string): Layout {
  return { kind: "code", text, assigned: false };
}

/** What stands behind `=` or `:`, with the space before it. */
export function assigned(value: Layout): Layout {
  if (isCode(value)) return { ...value, assigned: true };
  return contentOf(value, "conditional") === undefined ? [" ", value] : group(indent([line, value]));
}

export function join(separator: Layout, parts: readonly Layout[]): Layout {
  return parts.flatMap((part, index) => (index === 0 ? [part] : [separator, part]));
}

/** True where some line inside is broken whatever the width. */
export function endsLine(layout: Layout): boolean {
  if (typeof layout === "string") return false;
  if (isList(layout)) return layout.some(endsLine);
  if (layout.kind === "line") return layout.flat === undefined;
  if (layout.kind === "group") return layout.broken;
  if (layout.kind === "indent") return endsLine(layout.content);
  return layout.kind === "choice" && endsLine(layout.alternatives[0] ?? "");
}

export function isCode(layout: Layout): layout is Code {
  return typeof layout === "object" && "kind" in layout && layout.kind === "code";
}

export function isList(layout: Layout): layout is readonly Layout[] {
  return Array.isArray(layout);
}

/** Whether the code speaks of the name: as a word of its own, neither behind a dot nor as a key. */
export function mentions(layout: Layout, name: string): boolean {
  if (typeof layout === "string") return speaksOf(layout, name);
  if (isList(layout)) return layout.some((part) => mentions(part, name));
  if (layout.kind === "code") return speaksOf(layout.text, name);
  if (layout.kind === "choice") return layout.alternatives.some((part) => mentions(part, name));
  if (layout.kind === "if-broken") return mentions(layout.broken, name) || mentions(layout.flat, name);
  return layout.kind !== "line" && mentions(layout.content, name);
}

const patterns = new Map<string, RegExp>();

function speaksOf(text: string, name: string): boolean {
  if (!text.includes(name)) return false;
  let pattern = patterns.get(name);
  if (pattern === undefined) {
    pattern = new RegExp(
      `(?<![\\p{ID_Continue}$]|(?<!\\.\\.)\\.)${RegExp.escape(name)}(?![\\p{ID_Continue}$:])`,
      "u",
    );
    patterns.set(name, pattern);
  }
  return pattern.test(text);
}
