import type { SharedStore } from "../store/shared-port.ts";

/** Looked at in one question. */
const most = 500;

/**
 * Whether any run of these routes should move now without anybody's doing, or is worked on by another process. `held`: those of this one,
 * which knows better.
 */
export async function isAnyDue(
  store: SharedStore,
  routes: readonly string[],
  now: number,
  held: (seq: number) => boolean,
): Promise<boolean> {
  // The store's times are whole milliseconds.
  const [should, begun] = await Promise.all([
    store.read("overdue", routes, Math.floor(now) + 1, most),
    store.read("begun", routes, most),
  ]);
  if (begun.some(({ seq }) => !held(seq))) return true;
  const others = should.filter(({ seq }) => !held(seq));
  if (others.some(({ lane }) => lane === null)) return true;
  // Behind another of its lane it waits for its turn.
  const lanes = others.flatMap(({ route, lane }) => (lane === null ? [] : { route, lane }));
  const heads = lanes.length === 0 ? [] : await store.read("heads", lanes);
  return others.some(({ seq }, index) => heads[index]?.seq === seq);
}
