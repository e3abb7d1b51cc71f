import { posix } from "node:path";
import type { PlanType } from "../plan/plan.ts";
import type { Scope } from "../spelling/names.ts";

/** The one place that makes imports: modules ask for symbols, never write a path. */

export const runtimeEntry = "waybill/runtime";

export interface ImportSymbol {
  /** `waybill/runtime`, or a generated module by its path below `build` without ending: `contracts/order-2`. */
  readonly module: string;
  readonly name: string;
  readonly typeOnly: boolean;
  /** What it is called where it is used, unless that name is taken: its own name by default. */
  readonly local?: string;
  /** A JSON file: its import says so. */
  readonly json?: true;
  /** The file's ending, `.ts` unless it is a validator's. */
  readonly ending?: ".ts" | ".js" | ".json";
}

export interface ImportLine {
  readonly from: string;
  /** All names are types. */
  readonly typeOnly: boolean;
  readonly names: readonly string[];
  readonly json: boolean;
}

export function runtimeValue(name: string): ImportSymbol {
  return { module: runtimeEntry, name, typeOnly: false };
}

export function runtimeType(name: string): ImportSymbol {
  return { module: runtimeEntry, name, typeOnly: true };
}

export function generatedType(type: PlanType): ImportSymbol {
  return { module: type.module, name: type.name, typeOnly: true };
}

/** The imports of one module: collected as they are used, named apart from its locals, printed sorted and once each. */
export class Imports {
  readonly #module: string;
  readonly #scope: Scope;
  readonly #used = new Map<string, { readonly symbol: ImportSymbol; readonly local: string }>();

  /** @param module the importing module's own path, as in `ImportSymbol.module` */
  constructor(module: string, scope: Scope) {
    this.#module = module;
    this.#scope = scope;
  }

  /** The name by which this module knows the symbol: its own, or another if a local has that. */
  use(symbol: ImportSymbol): string {
    if (symbol.module === this.#module) return symbol.name;
    const key = `${symbol.module} ${symbol.name}`;
    const known = this.#used.get(key);
    if (known !== undefined) {
      if (known.symbol.typeOnly && !symbol.typeOnly) this.#used.set(key, { symbol, local: known.local });
      return known.local;
    }
    const local = this.#scope.declare(symbol.local ?? symbol.name);
    this.#used.set(key, { symbol, local });
    return local;
  }

  /** A library name that a printed expression already uses: it is imported under its own name. */
  useAsNamed(symbol: ImportSymbol): void {
    const key = `${symbol.module} ${symbol.name}`;
    if (this.#used.has(key)) return;
    this.#scope.reserve([symbol.name]);
    this.#used.set(key, { symbol, local: symbol.name });
  }

  /** The runtime first, then generated modules by path. */
  lines(): ImportLine[] {
    const modules = Map.groupBy(this.#used.values(), ({ symbol }) => specifier(this.#module, symbol));
    return [...modules]
      .sort(([left], [right]) => order(rank(left), rank(right)) || order(left, right))
      .map(([from, entries]) => {
        const typeOnly = entries.every(({ symbol }) => symbol.typeOnly);
        const names = entries
          .sort((left, right) => order(left.symbol.name, right.symbol.name))
          .map(
            ({ symbol, local }) =>
              `${symbol.typeOnly && !typeOnly ? "type " : ""}${symbol.name}${local === symbol.name ? "" : ` as ${local}`}`,
          );
        return { from, typeOnly, names, json: entries.some(({ symbol }) => symbol.json === true) };
      });
  }
}

function specifier(from: string, symbol: ImportSymbol): string {
  if (symbol.module === runtimeEntry) return runtimeEntry;
  const path = posix.relative(posix.dirname(from), symbol.module);
  return (path.startsWith(".") ? path : `./${path}`) + (symbol.ending ?? ".ts");
}

function rank(from: string): number {
  return from === runtimeEntry ? 0 : from.startsWith("../") ? 1 : 2;
}

function order(left: string | number, right: string | number): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
