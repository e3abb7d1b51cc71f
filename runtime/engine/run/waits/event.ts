import type { Json } from "../../../contract/json.ts";
import { crashPoint } from "../../crash-point.ts";
import type { StepInfo, Waited, WaitOptions } from "../../port.ts";
import type { Entry } from "../program/entry.ts";
import type { Execution } from "../program/execution.ts";
import { restored } from "../program/step.ts";
import { has, keyOf, takerKey } from "./event-key.ts";

/** Events of the log that one read brings. */
const page = 200;

/**
 * Waits for an event, or until its time is over.
 *
 * 1. The first event of the log that is meant counts, from the run's acceptance on.
 * 2. An event that is there counts before the deadline does, also where the deadline passed while no process ran.
 * 3. The log is searched once, after the wait is known to the store; from then on events are brought (`Correlation`).
 * 4. A run and the event that it took are found by each other, for erasure.
 */
export async function waitForEvent(
  execution: Execution,
  info: StepInfo,
  { event, withinMs }: WaitOptions,
): Promise<Waited> {
  const { journal, around, run } = execution;
  const entry = journal.entry(info);
  const { head } = entry;
  // What this function recorded.
  if (head.outcome === "ok") return restored(entry, journal.json.parse) as Waited;
  const key = keyOf(event.match);
  journal.waits = true;
  around.expect(event.type, key);
  if (head.outcome !== "waiting") {
    await execution.boundary();
    head.outcome = "waiting";
    if (withinMs !== undefined) head.wakeAt = around.clock.now() + withinMs;
    journal.record(entry);
    await journal.commit(["waitFor", run.seq, entry.position, event.type, key]);
    crashPoint("wait-begun");
  }
  for (;;) {
    const heard = execution.calledTimes;
    const found = await find(execution, entry, event);
    const due = head.wakeAt !== undefined && head.wakeAt <= around.clock.now();
    if (found !== undefined || due) {
      const waited: Waited = found === undefined ? { kind: "expired" } : { kind: "event", data: found.data };
      if (found !== undefined) {
        head.took = found.position;
        journal.lazily(["key", takerKey(found.position), run.seq]);
      }
      head.outcome = "ok";
      entry.output = journal.json.stringify(waited) ?? null;
      journal.record(entry);
      journal.lazily(["waited", run.seq, entry.position]);
      return waited;
    }
    await execution.untilCalled(head.wakeAt ?? Number.POSITIVE_INFINITY, "event", heard);
  }
}

interface Found {
  readonly position: number;
  readonly data: Json;
}

async function find(
  execution: Execution,
  entry: Entry,
  event: WaitOptions["event"],
): Promise<Found | undefined> {
  const { journal, run } = execution;
  const searched = entry.head.searched === undefined ? undefined : entry.head.searched;
  if (event.match !== undefined && searched !== undefined) {
    const hits = await journal.store.read("hits", run.seq, entry.position);
    return first(execution, hits, event);
  }
  let after = searched ?? (await journal.store.read("acceptedAfter", run.seq));
  for (;;) {
    const rows = await journal.store.read("eventsOf", event.type, after, page);
    const found = first(execution, rows, event);
    after = rows.at(-1)?.position ?? after;
    if (found !== undefined) return found;
    if (rows.length < page) break;
  }
  entry.head.searched = after;
  journal.record(entry);
  return undefined;
}

function first(
  { journal }: Execution,
  rows: readonly { readonly position: number; readonly data: string }[],
  event: WaitOptions["event"],
): Found | undefined {
  for (const row of rows) {
    try {
      // The log holds JSON.
      const data = journal.json.parse(row.data) as Json;
      if (event.match !== undefined && !has(data, event.match)) continue;
      if (event.where(data)) return { position: row.position, data };
    } catch {
      // It speaks of something this event has not, or the event can not be read: it is not the one.
    }
  }
  return undefined;
}
