/** What is left over goes around, so that nobody goes without for longer, milliseconds. */
const turnMs = 1_000;

/**
 * So much for each of those who need it: equal parts, but to nobody more than it needs. What can not be parted goes to one after the
 * other as time passes.
 */
export function parts(
  whole: number,
  needs: ReadonlyMap<string, number>,
  now: number,
): ReadonlyMap<string, number> {
  const given = new Map<string, number>();
  let left = whole;
  let hungry = [...needs].filter(([, need]) => need > 0).toSorted(([one], [other]) => (one < other ? -1 : 1));
  while (hungry.length > 0 && left >= hungry.length) {
    const each = Math.floor(left / hungry.length);
    for (const [name, need] of hungry) {
      const more = Math.min(each, need - (given.get(name) ?? 0));
      given.set(name, (given.get(name) ?? 0) + more);
      left -= more;
    }
    hungry = hungry.filter(([name, need]) => (given.get(name) ?? 0) < need);
  }
  const first = Math.floor(now / turnMs);
  for (let index = 0; index < Math.min(left, hungry.length); index += 1) {
    const name = hungry[(first + index) % hungry.length]?.[0] ?? "";
    given.set(name, (given.get(name) ?? 0) + 1);
  }
  return given;
}
