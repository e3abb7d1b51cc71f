import type { YamlEntry, YamlNode, YamlScalar } from "../source/node.ts";
import type { SourceFile } from "../source/source.ts";

/** JSON text that is not JSON: what is wrong, and where. */
export interface JsonError {
  readonly message: string;
  readonly offset: number;
}

/** Deeper nesting is refused: a vendor's document has 20 levels, only an attack has thousands. */
const deepest = 400;

/**
 * Reads JSON (RFC 8259) into the same tree as YAML, every node with its span. JSON is YAML too, but a vendor's document of
 * several MB takes a YAML parser seconds and this 30 ms a MB.
 */
export function readJson(file: SourceFile): YamlNode | JsonError {
  const { text, path } = file;
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;

  try {
    const node = value(0);
    skip();
    return at < text.length
      ? { message: "Something stands after the end of the JSON value.", offset: at }
      : node;
  } catch (error) {
    if (error instanceof Broken) return { message: error.message, offset: error.offset };
    throw error;
  }

  function value(depth: number): YamlNode {
    skip();
    if (depth > deepest) throw new Broken(`It is nested deeper than ${deepest} levels.`, at);
    const character = text[at];
    if (character === "{") return map(depth);
    if (character === "[") return list(depth);
    if (character === '"') return string();
    return word();
  }

  function map(depth: number): YamlNode {
    const start = at++;
    const entries: YamlEntry[] = [];
    for (let first = true; ; first = false) {
      skip();
      if (text[at] === "}") break;
      if (!first) expect(",");
      skip();
      if (text[at] !== '"') throw new Broken("A property's name in double quotes is expected here.", at);
      const key = string();
      skip();
      expect(":");
      entries.push({ key, value: value(depth + 1) });
    }
    return { type: "map", flow: true, entries, span: { file: path, start, end: ++at } };
  }

  function list(depth: number): YamlNode {
    const start = at++;
    const items: YamlNode[] = [];
    for (let first = true; ; first = false) {
      skip();
      if (text[at] === "]") break;
      if (!first) expect(",");
      items.push(value(depth + 1));
    }
    return { type: "list", flow: true, items, span: { file: path, start, end: ++at } };
  }

  function string(): YamlScalar {
    const start = at++;
    let escaped = false;
    for (; ; at++) {
      const code = text.charCodeAt(at);
      if (code === 34) break;
      if (!(code >= 32)) throw new Broken("This text has no closing quote on its line.", start);
      if (code === 92) {
        escaped = true;
        at++;
      }
    }
    const end = ++at;
    const content = escaped ? unescape(start, end) : text.slice(start + 1, end - 1);
    const offsetAt = (index: number) => (escaped ? offsetOf(text, start + 1, index) : start + 1 + index);
    return { type: "scalar", style: "double", text: content, offsetAt, span: { file: path, start, end } };
  }

  function unescape(start: number, end: number): string {
    try {
      return JSON.parse(text.slice(start, end)) as string; // between two quotes only a string can stand
    } catch {
      throw new Broken("This text has an escape that JSON does not know.", start);
    }
  }

  function word(): YamlScalar {
    const start = at;
    const [found] =
      /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.])/.exec(
        text.slice(at, at + 400),
      ) ?? [];
    if (found === undefined)
      throw new Broken(at < text.length ? "A JSON value is expected here." : "The JSON ends too early.", at);
    at += found.length;
    return {
      type: "scalar",
      style: "plain",
      text: found,
      offsetAt: (index) => start + index,
      span: { file: path, start, end: at },
    };
  }

  function expect(character: string): void {
    if (text[at] !== character)
      throw new Broken(
        at < text.length ? `"${character}" is expected here.` : "The JSON ends too early.",
        at,
      );
    at++;
  }

  function skip(): void {
    for (; ; at++) {
      const code = text.charCodeAt(at);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
    }
  }
}

class Broken extends Error {
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** The offset of a code unit of an unescaped string: every escape is one, `\u0041` of six characters. */
function offsetOf(text: string, from: number, index: number): number {
  let at = from;
  for (let unit = 0; unit < index; unit++) at += text[at] === "\\" ? (text[at + 1] === "u" ? 6 : 2) : 1;
  return at;
}
