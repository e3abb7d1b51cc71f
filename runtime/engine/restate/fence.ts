import { never } from "../run/program/execution.ts";
import { type Store, StoreError } from "../store/port.ts";
import type { SharedStore, SharedWrite } from "../store/shared-port.ts";

/** One execution's hold on a run. */
export interface Hold {
  readonly seq: number;
  readonly route: string;
  readonly lane: string | undefined;
  readonly holder: string;
  /** While the run is not yet claimed: the version of it that the execution began from. */
  untouched: string | undefined;
  /** Set once the run has ended: whether others wait in its lane. */
  laneGoesOn: boolean | undefined;
}

/**
 * The store as one execution of a run sees it: it writes only while the run is its own, and its first commit is what makes an untouched
 * run its own. Of two replicas that take each other for dead the one that claimed the run last goes on; what the other still wants to
 * write never ends, and `lost` tells it: with `false` where it never had the run.
 */
export function fenced(store: SharedStore, hold: Hold, lost: (had: boolean) => void): Store {
  const { seq, route, lane, holder } = hold;
  return {
    read: (name, ...given) => store.read(name, ...given),
    close: () => store.close(),
    async write(operations) {
      const { untouched } = hold;
      const own: SharedWrite =
        untouched === undefined ? ["held", seq, holder] : ["claim", seq, holder, untouched];
      const ends = lane !== undefined && operations.some(([name]) => name === "end");
      try {
        const answer = await store.write([
          own,
          ...operations,
          ...(ends ? [["laneGoesOn", route, lane] as const] : []),
        ]);
        hold.untouched = undefined;
        if (!ends) return answer;
        hold.laneGoesOn = answer !== null;
        return null;
      } catch (error) {
        if (!(error instanceof StoreError) || error.code !== "moved") throw error;
        lost(hold.untouched === undefined);
        return never();
      }
    },
  };
}
