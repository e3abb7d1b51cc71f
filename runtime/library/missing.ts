import { Failure } from "../contract/failure.ts";
import type { Maybe } from "./types.ts";

/**
 * Whether there is a value: neither null nor left out. Also for decimals, money and instants, which no operator takes.
 * @example present(null) // false
 * @example present("") // true
 */
export function present<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}

/**
 * Refuses the message with a reason (class `refused`): the answer to a case that must not go on.
 * @example fail("no warehouse serves this country") // throws
 */
export function fail(reason: string): never {
  throw new Failure("refused", reason);
}

/**
 * The value, or a refusal of the message (class `invalid`) where it is missing.
 * @example required("a", "an order needs a number") // "a"
 */
export function required<T>(value: T | null | undefined, reason: string): T {
  if (value === null || value === undefined) throw new Failure("invalid", reason);
  return value;
}

/**
 * A record's own field by a computed name: never what a prototype holds. The compiler puts it where a name in `[]` is computed.
 * @internal
 */
export function own<T>(record: Maybe<{ readonly [name: string]: T }>, name: string): T | undefined {
  return record !== null && record !== undefined && Object.hasOwn(record, name) ? record[name] : undefined;
}

/**
 * The object without the properties that are undefined: an optional field is left out, never written as null.
 * @internal
 */
export function omitMissing<T extends object>(
  value: T,
): { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};
export function omitMissing(value: Record<string, unknown>): Record<string, unknown> {
  for (const name in value) if (value[name] === undefined) delete value[name];
  return value;
}
