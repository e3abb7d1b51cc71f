import type { YAMLParseError } from "yaml";
import type { Code } from "../diagnostics/catalogue.ts";

/** A YAML error as a person would say it. Offsets are in the text that was read. */
export interface SyntaxProblem {
  readonly code: Code;
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly help?: string;
  readonly replacement?: string;
}

interface Wording {
  readonly when: RegExp;
  readonly problem: (
    text: string,
    start: number,
    end: number,
    found: RegExpExecArray,
  ) => Partial<SyntaxProblem> & { readonly message: string };
}

/** By the library's message, the first that fits. */
const wordings: readonly Wording[] = [
  {
    when: /^Tabs are not allowed as indentation/,
    problem: (text, start) => {
      const tabs = /^[ \t]*/.exec(text.slice(start))?.[0] ?? "";
      return {
        code: "WB1011",
        end: start + tabs.length,
        message: "A tab cannot indent a line in YAML.",
        help: "Use spaces, two for each level.",
        replacement: tabs.replaceAll("\t", "  "),
      };
    },
  },
  {
    when: /^Missing closing (["'])/,
    problem: (text, start, _end, found) => {
      const quote = found[1] ?? '"';
      const open = text.lastIndexOf(quote, start - 1);
      return {
        start: Math.max(open, 0),
        end: Math.max(open, 0) + 1,
        message: `This text begins with ${quote} and never ends.`,
        help: `Put ${quote} at its end.`,
      };
    },
  },
  {
    when: /^Flow (map|sequence) (?:in block collection )?must (?:be sufficiently indented and )?end with a (.)/,
    problem: (_text, _start, _end, found) => ({
      message: `A ${found[1] === "map" ? "map in braces" : "list in brackets"} is not closed here.`,
      help: `Put \`${found[2]}\` at its end, and indent all of its lines.`,
    }),
  },
  {
    when: /^Implicit keys need to be on a single line/,
    problem: (text, start, end) => keyOverLines(text, start, end),
  },
  {
    when: /^Nested mappings are not allowed in compact mappings|^Block collections are not allowed within flow/,
    problem: (text, start) => ({
      end: lineEnd(text, start),
      message: "There is a second `key: value` where one value is wanted.",
      help: "Quote the value, if it is text that holds `: `; else put what is nested on lines of its own.",
    }),
  },
  {
    when: /^Implicit map keys need to be followed by map values/,
    problem: (text, start, end) => ({
      message: `"${text.slice(start, end)}" is neither a key, for it has no \`:\`, nor part of a value.`,
      help: "Put `: ` and a value after it, or indent it if it goes on with the value above.",
    }),
  },
  {
    when: /^All (?:mapping|sequence) items must start at the same column/,
    problem: (text, start) => {
      const from = start + (/^ */.exec(text.slice(start))?.[0].length ?? 0);
      return {
        start: from,
        end: from + (/^(?:- )?[^:\n]*/.exec(text.slice(from))?.[0].trimEnd().length ?? 0),
        message: "This line does not begin in the column of those that it belongs to.",
        help: "Indent all keys of a map, and all items of a list, by the same number of spaces.",
      };
    },
  },
  {
    when: /^Plain value cannot start with (?:[a-z ]*?)(\S)$/,
    problem: (text, start, _end, found) => ({
      end: lineEnd(text, start),
      message: `Text that is not quoted cannot begin with ${found[1]}.`,
      help: "Put it in quotes.",
    }),
  },
  {
    when: /^Invalid escape sequence (.*)/,
    problem: (_text, start, _end, found) => ({
      end: start + (found[1]?.length ?? 1),
      message: `${found[1]} is no escape that YAML knows.`,
      help: "Write a backslash as `\\\\`, or put the text in single quotes, where it stands for itself.",
    }),
  },
  {
    when: /^Missing , (?:or : )?between flow/,
    problem: () => ({
      message: "A comma is missing before this.",
      help: "Put `,` between the items; quote a text that holds brackets or commas.",
    }),
  },
  {
    when: /^(?:Not a YAML token|Unexpected .*(?:token|at node end)|Unexpected \S+ in )/,
    problem: () => ({
      message: "This does not belong here.",
      help: "Quote the text if it holds `[`, `]`, `{`, `}`, `,`, `#` or `: `; else look for a bracket or a quote that is not closed before it.",
    }),
  },
];

export function describeSyntax(error: YAMLParseError, text: string): SyntaxProblem {
  const start = Math.min(Math.max(error.pos[0], 0), text.length);
  const end = Math.max(Math.min(error.pos[1], text.length), start);
  for (const { when, problem } of wordings) {
    const found = when.exec(error.message);
    if (found) return { code: "WB1010", start, end, ...problem(text, start, end, found) };
  }
  return { code: "WB1010", start, end, message: `${error.message}.` };
}

function lineEnd(text: string, from: number): number {
  const at = text.indexOf("\n", from);
  return at < 0 ? text.length : at;
}

/** A bracket that opens at `start` and never closes. */
export function describeUnclosed(text: string, start: number): SyntaxProblem {
  const [what, close] = text[start] === "{" ? ["map in braces", "}"] : ["list in brackets", "]"];
  return {
    code: "WB1010",
    start,
    end: start + 1,
    message: `This ${what} is never closed.`,
    help: `Put \`${close}\` where it ends.`,
  };
}

/** What begins at `start` goes on over lines up to a colon before `end`: a line without a colon, or one that is indented too much. */
function keyOverLines(
  text: string,
  start: number,
  end: number,
): Partial<SyntaxProblem> & { readonly message: string } {
  const line = text.lastIndexOf("\n", end - 1) + 1;
  const from = line + (/^ */.exec(text.slice(line, end))?.[0].length ?? 0);
  const firstLine = text.lastIndexOf("\n", start - 1) + 1;
  if (start - firstLine === from - line && text.slice(firstLine, start).trim() === "") {
    const said = text.slice(start, lineEnd(text, start)).trimEnd();
    const [, key, value] = /^([\w.-]+)(?: |:)\s*(\S.*)$/.exec(said) ?? [];
    return {
      end: start + said.length,
      message: "A key is followed by a colon and a space; this line has no such.",
      help: key === undefined ? "Put `: ` and a value after it." : `Write \`${key}: ${value}\`.`,
    };
  }
  return {
    start: Math.max(from, start),
    message: "This line is indented as if it belonged to the value above, and is a key of its own.",
    help: "Indent it like the keys that it belongs to.",
  };
}
