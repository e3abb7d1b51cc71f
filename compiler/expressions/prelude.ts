import { libraryDeclarations } from "./library.generated.ts";

/**
 * The whole ambient world of the check program: there is no other library. Interfaces that TypeScript insists on are empty, so
 * that an expression can neither name nor reach anything that is not listed here; but for `Function`, since TypeScript lets
 * anything be called that is assignable to it. Brands make values opaque; their names hold a
 * colon, which the allow-list refuses in member names. A decimal's type says how it stands on the wire, which assignability does
 * not look at: it is for the printer, that converts.
 */
const types = `
interface Boolean {}
interface CallableFunction extends Function {}
interface Function { readonly "waybill:function": true }
interface IArguments {}
interface NewableFunction extends Function {}
interface Number {}
interface Object {}
interface RegExp {}
interface String { readonly length: Integer; }
interface ReadonlyArray<T> {
  readonly length: Integer;
  readonly [index: number]: T;
  map<U>(value: (item: T, index: Integer) => U): readonly U[];
  flatMap<U>(values: (item: T, index: Integer) => readonly U[]): readonly U[];
  filter(test: (item: T, index: Integer) => boolean): readonly T[];
  find(test: (item: T, index: Integer) => boolean): T | undefined;
  some(test: (item: T, index: Integer) => boolean): boolean;
  every(test: (item: T, index: Integer) => boolean): boolean;
  includes(this: readonly Maybe<waybill$Plain>[], item: Maybe<waybill$Plain>): boolean;
  join(this: readonly waybill$Plain[], separator: string): string;
  slice(start: number, end?: number): readonly T[];
  concat(list: readonly T[]): readonly T[];
}
interface Array<T> extends ReadonlyArray<T> {}
interface Decimal<Wire extends waybill$Wire = waybill$Wire> { readonly "waybill:decimal": true }
type waybill$Wire = "text" | "number" | "either";
interface Instant { readonly "waybill:instant": true }
type Integer = number & { readonly "waybill:integer": true };
type DecimalLike = Decimal | number | \`\${number}\`;
type DecimalOrText = Decimal | number | string;
interface Money<Currency extends string = string> { readonly amount: Decimal<"text">; readonly currency: Currency }
type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };
type Maybe<T> = T | null | undefined;
type Rounding = "halfUp" | "halfEven" | "down" | "up" | "floor" | "ceiling";
type Key = string | number | boolean | null | undefined;
type waybill$Plain = string | number | boolean;
type waybill$Accept<T> = 0 extends 1 & T ? any
  : T extends Decimal<infer Wire> ? Decimal<Wire> | number | \`\${number}\`
  : T extends Integer ? number
  : T extends Instant | string | number | boolean | null | undefined ? T
  : { readonly [K in keyof T]: undefined extends T[K] ? waybill$Accept<T[K]> | null : waybill$Accept<T[K]> };
type waybill$Wanted<T> = 0 extends 1 & T ? any : T extends Decimal ? DecimalLike : T extends Integer ? number : T;
type waybill$Item<L> = L & {} extends readonly (infer T)[] ? T : any;
declare function waybill$item<L>(list: L): waybill$Item<L>;
declare function waybill$list<T>(values: () => T): readonly T[];
declare function waybill$list<T>(values: () => T, optional: true): readonly T[] | undefined;
declare function waybill$branch<T>(values: () => T): T;
declare function waybill$grouped<T, K>(item: T, key: K): { readonly key: K; readonly items: readonly T[] };
declare const waybill$money: Money;
declare const waybill$decimal: Decimal;
declare const waybill$decimalLike: DecimalLike;
`;

export const prelude = types + libraryDeclarations;

/** Names of the prelude that begin so are the checker's own. */
export const reservedPrefix = "waybill$";
