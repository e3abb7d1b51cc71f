/** Where something stands in a topic, a partition each, as text for people and for going on: `0:12,1:7`. */
export type Offsets = ReadonlyMap<number, bigint>;

/** `0:17,1:4`: of each partition the next offset. */
export function positionText(offsets: Offsets): string {
  return [...offsets]
    .toSorted(([one], [other]) => one - other)
    .map(([partition, offset]) => `${partition}:${offset}`)
    .join(",");
}

/** Partitions that the text does not name, or that are no numbers in it, are left out. */
export function offsetsOf(text: string): Offsets {
  return new Map(
    [...text.matchAll(/(?:^|,)(\d{1,9}):(\d{1,18})(?=,|$)/g)].map(
      ([, partition = "", offset = ""]) => [Number(partition), BigInt(offset)] as const,
    ),
  );
}
