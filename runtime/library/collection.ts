import type { Integer, Maybe } from "./types.ts";

/**
 * The first item, or missing where the list is empty.
 * @example first(["a", "b"]) // "a"
 */
export function first<T>(list: Maybe<readonly T[]>): T | undefined {
  return list?.[0];
}

/**
 * The last item, or missing where the list is empty.
 * @example last(["a", "b"]) // "b"
 */
export function last<T>(list: Maybe<readonly T[]>): T | undefined {
  return list?.at(-1);
}

/**
 * How many items; with a test, how many that pass it.
 * @example count([1, 2, 3]) // 3
 * @example count([1, 2, 3], n => n > 1) // 2
 */
export function count<T>(list: readonly T[], test?: (item: T) => boolean): Integer;
export function count<T>(list: Maybe<readonly T[]>, test?: (item: T) => boolean): Integer | undefined;
export function count<T>(list: Maybe<readonly T[]>, test?: (item: T) => boolean): Integer | undefined {
  return test ? list?.filter((item) => test(item)).length : list?.length;
}

/**
 * The items without those that are missing.
 * @example compact(["a", null, "b"]) // ["a", "b"]
 */
export function compact<T>(list: readonly (T | null | undefined)[]): readonly T[];
export function compact<T>(list: Maybe<readonly (T | null | undefined)[]>): readonly T[] | undefined;
export function compact<T>(list: Maybe<readonly (T | null | undefined)[]>): readonly T[] | undefined {
  return list?.filter((item): item is T => item !== null && item !== undefined);
}

/**
 * Each item once, in the order of first appearance; with a key, one item a key.
 * @example unique(["a", "b", "a"]) // ["a", "b"]
 */
export function unique<T>(list: readonly T[], key?: (item: T) => Key): readonly T[];
export function unique<T>(list: Maybe<readonly T[]>, key?: (item: T) => Key): readonly T[] | undefined;
export function unique<T>(list: Maybe<readonly T[]>, key?: (item: T) => Key): readonly T[] | undefined {
  if (list === null || list === undefined) return undefined;
  if (!key) return [...new Set(list)];
  const kept = new Map<Key, T>();
  for (const item of list) {
    const at = key(item);
    if (!kept.has(at)) kept.set(at, item);
  }
  return [...kept.values()];
}

/** What items are grouped, sorted and told apart by. */
export type Key = string | number | boolean | null | undefined;

/**
 * The items in groups of one key, groups in the order of first appearance.
 * @example groupBy(["apple", "avocado", "bean"], name => substring(name, 0, 1)) // [{ key: "a", items: ["apple", "avocado"] }, { key: "b", items: ["bean"] }]
 */
export function groupBy<T, K extends Key>(
  list: readonly T[],
  key: (item: T) => K,
): readonly { readonly key: K; readonly items: readonly T[] }[];
export function groupBy<T, K extends Key>(
  list: Maybe<readonly T[]>,
  key: (item: T) => K,
): readonly { readonly key: K; readonly items: readonly T[] }[] | undefined;
export function groupBy<T, K extends Key>(
  list: Maybe<readonly T[]>,
  key: (item: T) => K,
): readonly { readonly key: K; readonly items: readonly T[] }[] | undefined {
  if (list === null || list === undefined) return undefined;
  return [...Map.groupBy(list, key)].map(([at, items]) => ({ key: at, items }));
}

/**
 * The items in order of a key, numbers by size and text by code point; equal keys keep their order, missing keys come last.
 * @example sortBy([{ n: 2 }, { n: 1 }], item => item.n) // [{ n: 1 }, { n: 2 }]
 */
export function sortBy<T>(list: readonly T[], key: (item: T) => Key): readonly T[];
export function sortBy<T>(list: Maybe<readonly T[]>, key: (item: T) => Key): readonly T[] | undefined;
export function sortBy<T>(list: Maybe<readonly T[]>, key: (item: T) => Key): readonly T[] | undefined {
  return list
    ?.map((item) => ({ item, key: key(item) ?? undefined }))
    .toSorted((a, b) => order(a.key, b.key))
    .map(({ item }) => item);
}

function order(a: Key, b: Key): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return (a ?? 0) < (b ?? 0) ? -1 : (a ?? 0) > (b ?? 0) ? 1 : 0;
}

/**
 * The items in the opposite order.
 * @example reverse([1, 2]) // [2, 1]
 */
export function reverse<T>(list: readonly T[]): readonly T[];
export function reverse<T>(list: Maybe<readonly T[]>): readonly T[] | undefined;
export function reverse<T>(list: Maybe<readonly T[]>): readonly T[] | undefined {
  return list?.toReversed();
}

/**
 * The item of a list whose key is the given one: a join between two lists.
 * @example findBy([{ id: "a" }, { id: "b" }], item => item.id, "b") // { id: "b" }
 */
export function findBy<T>(list: Maybe<readonly T[]>, key: (item: T) => Key, wanted: Key): T | undefined {
  if (wanted === null || wanted === undefined) return undefined;
  return list?.find((item) => key(item) === wanted);
}
