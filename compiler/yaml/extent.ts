/**
 * How far an expression goes that YAML may have cut: brackets, quotes and template literals are followed as TypeScript
 * would, so that a comma or a colon inside them does not end it.
 */

export interface Extent {
  readonly start: number;
  readonly end: number;
}

/** Longer than any expression a person writes; it keeps a search for a missing bracket from going through the whole file. */
const longest = 4000;

const closing: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** The expression that begins at `start`, or undefined where its brackets or quotes never close. */
export function expressionExtent(text: string, start: number, flow: boolean): Extent | undefined {
  const open: string[] = [];
  const limit = Math.min(text.length, start + longest);
  let at = start + 1;
  while (at < limit) {
    const unit = text[at] ?? "";
    if (open.length === 0 && endsAt(text, at, start, flow)) break;
    if (unit === '"' || unit === "'") {
      const end = stringEnd(text, at, limit);
      if (end === undefined) return undefined;
      at = end;
    } else {
      if (!follow(unit, text, at, open)) return undefined;
      at += open.at(-1) === "`" && unit === "\\" ? 2 : 1;
      if (open.at(-1) === "`") at = templateText(text, at, limit);
    }
  }
  if (open.length > 0) return undefined;
  return { start, end: start + text.slice(start, Math.min(at, limit)).trimEnd().length };
}

/** Keeps `open` for one character; false where a bracket closes that was not opened. */
function follow(unit: string, text: string, at: number, open: string[]): boolean {
  const inner = open.at(-1);
  if (inner === "`" && unit === "$" && text[at + 1] === "{") return true;
  if (unit === "`") {
    if (inner === "`") open.pop();
    else open.push("`");
    return true;
  }
  const closes = closing[unit];
  if (closes !== undefined) open.push(closes);
  else if (unit === ")" || unit === "]" || unit === "}") return open.pop() === unit;
  return true;
}

/** Skips the plain text of a template literal up to its end, an escape, or a `${`, of which the brace comes next. */
function templateText(text: string, from: number, limit: number): number {
  let at = from;
  while (at < limit) {
    const unit = text[at];
    if (unit === "`" || unit === "\\") return at;
    if (unit === "$" && text[at + 1] === "{") return at + 1;
    at++;
  }
  return at;
}

/** The end of a string literal that begins at `at`; it may not go over the line. */
function stringEnd(text: string, at: number, limit: number): number | undefined {
  for (let end = at + 1; end < limit && text[end] !== "\n"; end++) {
    if (text[end] === "\\") end++;
    else if (text[end] === text[at]) return end + 1;
  }
  return undefined;
}

/** Whether an expression outside all brackets ends here. */
function endsAt(text: string, at: number, start: number, flow: boolean): boolean {
  const unit = text[at];
  if (unit === "#" && (text[at - 1] === " " || text[at - 1] === "\t")) return true;
  if (flow) return unit === "," || unit === "}" || unit === "]" || unit === "\n";
  return unit === "\n" && !continues(text, at + 1, start);
}

/** Whether the next line still belongs to a block value that began at `start`: it is indented deeper than its key. */
function continues(text: string, lineStart: number, start: number): boolean {
  const first = text.lastIndexOf("\n", start) + 1;
  const before = text.slice(first, start);
  const dashes = /^ *(?:- +)*/.exec(before)?.[0] ?? "";
  const parent = dashes.length < before.length ? dashes.length : before.lastIndexOf("-");
  const indent = /^ */.exec(text.slice(lineStart, lineStart + 200))?.[0].length ?? 0;
  const next = text[lineStart + indent];
  return next !== undefined && next !== "\n" && next !== "\r" && next !== "#" && indent > Math.max(parent, 0);
}
