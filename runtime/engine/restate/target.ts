import type { LiveRun } from "../run/live-run.ts";

/** What is moved one at a time: a lane of a route, or a run that has none. It is the virtual object `route` with the key `keyOf`. */
export type Target = { readonly route: string } & (
  | { readonly lane: string; readonly run?: undefined }
  | { readonly run: number; readonly lane?: undefined }
);

/** Its lane; a run without one by itself. */
export function targetOf({ route, lane, seq }: Pick<LiveRun, "route" | "lane" | "seq">): Target {
  return lane === undefined ? { route, run: seq } : { route, lane };
}

/** The key of its virtual object. */
export function keyOf(target: Target): string {
  return target.lane === undefined ? `run:${target.run}` : `lane:${target.lane}`;
}

/** As `keyOf` wrote it; undefined for any other key. */
export function targetIn(route: string, key: string): Target | undefined {
  if (key.startsWith("lane:")) return { route, lane: key.slice("lane:".length) };
  const run = /^run:(\d{1,15})$/.exec(key)?.[1];
  return run === undefined ? undefined : { route, run: Number(run) };
}
