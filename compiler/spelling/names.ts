/**
 * The one place that turns names of specs into identifiers, type names and file names of generated code. Every result is a
 * valid name in strict TypeScript, whatever the spec said.
 */

/** Of the first plane: TypeScript's tables of the others are older than Node's. */
const identifier = /^(?=[\0-\uffff]*$)[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/** Words that cannot be declared in a strict module, and globals that generated code refers to by name. */
const reserved = new Set(
  (
    "arguments async await break case catch class const continue debugger default delete do else enum eval export extends " +
    "false finally for function if implements import in instanceof interface let new null of package private protected public " +
    "return static super switch this throw true try typeof undefined var void while with yield Infinity NaN " +
    "Array JSON Object Promise Readonly ReadonlyArray Record String encodeURIComponent globalThis process " +
    "any bigint boolean never number object satisfies string symbol type unknown as " +
    // Types that generated types are made of: a contract called money is not the runtime's own Money.
    "Decimal Instant Integer Json Money"
  ).split(" "),
);

/** True where the text can stand as it is after a dot or as a key of an object literal. */
export function isIdentifier(text: string): boolean {
  return identifier.test(text);
}

export function isReserved(name: string): boolean {
  return reserved.has(name);
}

/** `take-web-order` is `takeWebOrder`, `order-2` is `order2`, `class` is `class_`, `2go` is `_2go`. */
export function camelCase(name: string): string {
  const joined = words(name)
    .map((word, index) => (index === 0 ? lowerFirst(word) : upperFirst(word)))
    .join("");
  return safe(joined);
}

/** `sales-order-reference` is `SalesOrderReference`. */
export function pascalCase(name: string): string {
  return safe(words(name).map(upperFirst).join(""));
}

/** The name itself where it can be declared, else the nearest that can. For names that expressions use as they are written. */
export function safe(name: string): string {
  const cleaned = name.replace(/[^\p{ID_Continue}$]+|[\u{10000}-\u{10ffff}]/gu, "_");
  const started = /^[\p{ID_Start}$_]/u.test(cleaned) ? cleaned : `_${cleaned}`;
  return reserved.has(started) || started === "__proto__" ? `${started}_` : started;
}

/** A name as a file's: kebab-case names stay as they are, anything that a file system or an import could take amiss is spelt out. */
export function fileName(name: string): string {
  const spelt = name.replace(
    /[^\p{L}\p{N}._-]/gu,
    (character) => `-u${character.codePointAt(0)?.toString(16)}-`,
  );
  return /^\.|^$/.test(spelt) ? `_${spelt}` : spelt;
}

export function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function words(name: string): string[] {
  return name.split(/[^\p{ID_Continue}$]+/u).filter((word) => word !== "");
}

/** The names of one module. Those of its locals are fixed by the spec and reserved first; what the generator adds steps aside. */
export class Scope {
  readonly #taken: Set<string>;

  constructor(taken: Iterable<string> = []) {
    this.#taken = new Set(taken);
  }

  reserve(names: Iterable<string>): void {
    for (const name of names) this.#taken.add(name);
  }

  has(name: string): boolean {
    return this.#taken.has(name);
  }

  /** The wanted name, or with the first free number behind it: `order2`, `order2_2`. */
  declare(wanted: string): string {
    const base = safe(wanted);
    let name = base;
    for (let number = 2; this.#taken.has(name); number++) name = `${base}_${number}`;
    this.#taken.add(name);
    return name;
  }
}
