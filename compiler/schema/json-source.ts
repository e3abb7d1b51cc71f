import type { YamlEntry, YamlNode, YamlScalar } from "../source/node.ts";
import type { SourceFile, Span } from "../source/source.ts";

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
  try {
    return new JsonReader(file).document();
  } catch (error) {
    if (error instanceof Broken) return { message: error.message, offset: error.offset };
    throw error;
  }
}

class Broken extends Error {
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

const literal = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.])/;

/** One text, read from left to right. What is not JSON is thrown as `Broken`. */
class JsonReader {
  readonly #text: string;
  readonly #path: string;
  /** Of the next code unit. */
  #at: number;

  constructor({ text, path }: SourceFile) {
    this.#text = text;
    this.#path = path;
    this.#at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  }

  document(): YamlNode {
    const node = this.#value(0);
    this.#skip();
    if (this.#at < this.#text.length)
      throw new Broken("Something stands after the end of the JSON value.", this.#at);
    return node;
  }

  #value(depth: number): YamlNode {
    this.#skip();
    if (depth > deepest) throw new Broken(`It is nested deeper than ${deepest} levels.`, this.#at);
    const character = this.#text[this.#at];
    if (character === "{") return this.#map(depth);
    if (character === "[") return this.#list(depth);
    if (character === '"') return this.#string();
    return this.#word();
  }

  #map(depth: number): YamlNode {
    const start = this.#at++;
    const entries: YamlEntry[] = [];
    for (let first = true; ; first = false) {
      this.#skip();
      if (this.#text[this.#at] === "}") break;
      if (!first) this.#expect(",");
      this.#skip();
      if (this.#text[this.#at] !== '"')
        throw new Broken("A property's name in double quotes is expected here.", this.#at);
      const key = this.#string();
      this.#skip();
      this.#expect(":");
      entries.push({ key, value: this.#value(depth + 1) });
    }
    this.#at++;
    return { type: "map", flow: true, entries, span: this.#since(start) };
  }

  #list(depth: number): YamlNode {
    const start = this.#at++;
    const items: YamlNode[] = [];
    for (let first = true; ; first = false) {
      this.#skip();
      if (this.#text[this.#at] === "]") break;
      if (!first) this.#expect(",");
      items.push(this.#value(depth + 1));
    }
    this.#at++;
    return { type: "list", flow: true, items, span: this.#since(start) };
  }

  #string(): YamlScalar {
    const text = this.#text;
    const start = this.#at++;
    let escaped = false;
    for (; ; this.#at++) {
      const code = text.charCodeAt(this.#at);
      if (code === 34) break;
      if (!(code >= 32)) throw new Broken("This text has no closing quote on its line.", start);
      if (code === 92) {
        escaped = true;
        this.#at++;
      }
    }
    const end = ++this.#at;
    const content = escaped ? unescaped(text, start, end) : text.slice(start + 1, end - 1);
    const offsetAt = (index: number) => (escaped ? offsetOf(text, start + 1, index) : start + 1 + index);
    return { type: "scalar", style: "double", text: content, offsetAt, span: this.#since(start) };
  }

  #word(): YamlScalar {
    const start = this.#at;
    const [found] = literal.exec(this.#text.slice(start, start + 400)) ?? [];
    if (found === undefined)
      throw new Broken(this.#ends() ? "The JSON ends too early." : "A JSON value is expected here.", start);
    this.#at += found.length;
    const offsetAt = (index: number) => start + index;
    return { type: "scalar", style: "plain", text: found, offsetAt, span: this.#since(start) };
  }

  #expect(character: string): void {
    if (this.#text[this.#at] !== character)
      throw new Broken(
        this.#ends() ? "The JSON ends too early." : `"${character}" is expected here.`,
        this.#at,
      );
    this.#at++;
  }

  #skip(): void {
    for (; ; this.#at++) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
    }
  }

  #ends(): boolean {
    return this.#at >= this.#text.length;
  }

  #since(start: number): Span {
    return { file: this.#path, start, end: this.#at };
  }
}

function unescaped(text: string, start: number, end: number): string {
  try {
    return JSON.parse(text.slice(start, end)) as string; // between two quotes only a string can stand
  } catch {
    throw new Broken("This text has an escape that JSON does not know.", start);
  }
}

/** The offset of a code unit of an unescaped string: every escape is one, `\u0041` of six characters. */
function offsetOf(text: string, from: number, index: number): number {
  let at = from;
  for (let unit = 0; unit < index; unit++) at += text[at] === "\\" ? (text[at + 1] === "u" ? 6 : 2) : 1;
  return at;
}
