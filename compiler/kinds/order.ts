/** The order in which everything that is made from named things stands, whatever order the specs have. */
export function byName<T extends { readonly name: string }>(items: Iterable<T>): readonly T[] {
  return [...items].sort((left, right) => compareText(left.name, right.name));
}

/** By code unit, not by locale: the same on every machine. */
export function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
