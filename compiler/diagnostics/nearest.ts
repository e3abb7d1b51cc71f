/** The near miss of a misspelt word, or nothing where none is near enough to be meant. */
export function nearest(text: string, candidates: Iterable<string>): string | undefined {
  const wanted = text.toLowerCase();
  // One slip in three letters may still be a slip; more is another word.
  let best = Math.max(1, Math.floor(text.length / 3)) + 1;
  let found: string | undefined;
  for (const candidate of candidates) {
    if (candidate === text || Math.abs(candidate.length - text.length) >= best) continue;
    const away = distance(wanted, candidate.toLowerCase());
    if (away < best || (away === best && found !== undefined && candidate < found)) {
      best = away;
      found = candidate;
    }
  }
  return found;
}

/** Edits between two words, where swapping neighbours is one (optimal string alignment, a restricted Damerau-Levenshtein). */
function distance(left: string, right: string): number {
  let before: number[] = [];
  let above = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row++) {
    const line = [row];
    for (let column = 1; column <= right.length; column++) {
      const same = left[row - 1] === right[column - 1];
      let cost = Math.min(
        (above[column] ?? 0) + 1,
        (line[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (
        row > 1 &&
        column > 1 &&
        left[row - 1] === right[column - 2] &&
        left[row - 2] === right[column - 1]
      ) {
        cost = Math.min(cost, (before[column - 2] ?? 0) + 1);
      }
      line.push(cost);
    }
    before = above;
    above = line;
  }
  return above[right.length] ?? 0;
}
