import type { AcceptCommand, Program } from "../../../runtime/engine/port.ts";
import type { CloudEvent } from "../../../runtime/events/port.ts";
import { call, info, policy } from "./calls.ts";
import { type Message, tickMs } from "./message.ts";

/** What starts runs in the victim by itself: events, and the clock. */

const own = policy("park");

/** Of an event that was noted: which, and in which replay of the group. */
export interface Noted {
  readonly of: string;
  readonly replay: string;
}

/** Tells the outside of each order that was accepted, in the order of its lane. */
const listeners: Program = {
  route: "listeners",
  policy: own,
  consumes: {
    type: "accepted@1",
    from: "beginning",
    accept: (event) => ({
      ...command("listeners", event.id, event.data),
      lane: event.subject ?? "none",
      // By which the run is found where what started it is erased.
      searchKeys: [event.id],
    }),
  },
  async run(run, input) {
    const { lane, number } = input as unknown as Message; // As the orders publish it.
    await call(run, "notify", { lane: `heard-${lane}`, number }, { own });
    return { outcome: "done" };
  },
};

/** Notes each event by another. It is the group that is told to take events again. */
const ledger: Program = {
  route: "ledger",
  policy: own,
  consumes: {
    type: "accepted@1",
    from: "beginning",
    accept: (event: CloudEvent, { replay = "" }) => ({
      ...command("ledger", `${event.id} ${replay}`, { of: event.id, replay }),
      lane: event.subject ?? "none",
    }),
  },
  async run(run, input) {
    await run.publish(info("noted", "publish"), { type: "noted@1", data: input });
    return { outcome: "done" };
  },
};

/** Leaves a mark at each tick, the missed ones included. */
const clock: Program = {
  route: "clock",
  policy: own,
  schedule: {
    cron: "test",
    zone: "UTC",
    missed: "all",
    next: (after) => (Math.floor(after / tickMs) + 1) * tickMs,
    accept: (tick) => ({ ...command("clock", String(tick), tick), lane: "clock" }),
  },
  async run(run, input) {
    await run.publish(info("marked", "publish"), { type: "marked@1", data: input });
    return { outcome: "done" };
  },
};

function command(route: string, key: string, input: AcceptCommand["input"]): AcceptCommand {
  return { route, input, searchKeys: [], idempotency: { key, keepMs: 1e12 } };
}

export const feeds: readonly Program[] = [clock, ledger, listeners];
