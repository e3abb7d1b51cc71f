import { LiveRun } from "../run/live-run.ts";
import type { LiveRow, Store } from "../store/port.ts";
import type { Scheduler } from "./scheduler.ts";

const page = 1_000;

/** Takes up what an earlier process left: parked lanes first, then each run that is not over, in the order of acceptance. */
export async function recover(store: Store, scheduler: Scheduler, now: number): Promise<void> {
  await eachPage(
    (after) => store.read("paused", after, page),
    (row) => scheduler.lanes.park(new LiveRun(row)),
  );
  await eachPage(
    (after) => store.read("live", after, page),
    (row) => {
      const run = new LiveRun(row);
      scheduler.announce(row.route);
      const until = row.wakeAt ?? Number.POSITIVE_INFINITY;
      if (row.wakeReason !== null && until > now && row.called === 0 && row.asked === null)
        scheduler.enqueueAsleep(run, until, row.wakeReason);
      else scheduler.enqueue(run);
    },
  );
}

async function eachPage(
  read: (after: number) => Promise<readonly LiveRow[]>,
  take: (row: LiveRow) => void,
): Promise<void> {
  let rows = await read(0);
  while (rows.length > 0) {
    for (const row of rows) take(row);
    rows = await read(rows.at(-1)?.seq ?? 0);
  }
}
