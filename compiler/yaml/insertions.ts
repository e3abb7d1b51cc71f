/** Text put into a file before it is read again, and the way back from a place in the result to the file's own. */
export interface Insertion {
  /** Offset in the file as it is. */
  readonly at: number;
  readonly text: string;
}

export interface Inserted {
  readonly text: string;
  /** The file's own offset of an offset in `text`. */
  readonly place: (offset: number) => number;
}

/** The text with all of them, and how places in it lead back to the source. */
export function insert(source: string, insertions: readonly Insertion[]): Inserted {
  if (insertions.length === 0) return { text: source, place: (offset) => offset };
  const sorted = [...insertions].sort((left, right) => left.at - right.at);
  const parts: string[] = [];
  // For each insertion: where it begins and ends in the result, and where it stands in the source.
  const stretches: { readonly start: number; readonly end: number; readonly at: number }[] = [];
  let done = 0;
  let length = 0;
  for (const { at, text } of sorted) {
    parts.push(source.slice(done, at), text);
    length += at - done;
    stretches.push({ start: length, end: length + text.length, at });
    length += text.length;
    done = at;
  }
  parts.push(source.slice(done));
  return {
    text: parts.join(""),
    place(offset) {
      let low = 0;
      let high = stretches.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((stretches[middle]?.start ?? 0) <= offset) low = middle + 1;
        else high = middle;
      }
      const before = stretches[low - 1];
      return before ? before.at + Math.max(offset - before.end, 0) : offset;
    },
  };
}
