import type { Policy } from "../../runtime/contract/policy.ts";
import type { AcceptCommand, Program, StepInfo } from "../../runtime/engine/port.ts";
import type { CloudEvent } from "../../runtime/events/port.ts";
import type { Work } from "./victim.ts";

/** What starts runs in the victim by itself: events that its first route publishes, and the clock. Each leaves an event behind. */

const tickMs = 250;

export interface Noted {
  readonly of: string;
  readonly lane: string;
  readonly number: number;
}

export function feeds(policy: Policy): readonly Program[] {
  return [ledger(policy), clock(policy)];
}

/** Notes each order that was accepted. */
function ledger(policy: Policy): Program {
  return {
    route: "ledger",
    policy,
    consumes: {
      type: "accepted@1",
      from: "beginning",
      accept: (event, { replay = "" }) => ({
        ...command("ledger", `${event.id} ${replay}`, { ...event }),
        lane: event.subject ?? "none",
      }),
    },
    async run(run, input) {
      const { id, data } = input as unknown as CloudEvent;
      const { lane, number } = data as unknown as Work;
      await run.publish(step("noted"), { type: "noted@1", subject: lane, data: { of: id, lane, number } });
      return { outcome: "done" };
    },
  };
}

/** Leaves a mark at each tick, the missed ones included. */
function clock(policy: Policy): Program {
  return {
    route: "clock",
    policy,
    schedule: {
      cron: "test",
      zone: "UTC",
      missed: "all",
      next: (after) => (Math.floor(after / tickMs) + 1) * tickMs,
      accept: (tick) => ({ ...command("clock", String(tick), { tick }), lane: "clock" }),
    },
    async run(run, input) {
      await run.publish(step("marked"), { type: "marked@1", data: (input as { tick: number }).tick });
      return { outcome: "done" };
    },
  };
}

function command(route: string, key: string, input: AcceptCommand["input"]): AcceptCommand {
  return { route, input, searchKeys: [], idempotency: { key, keepMs: 3_600_000 } };
}

function step(name: string): StepInfo {
  return { name, kind: "publish", at: { file: "feeds.yaml", line: 1 } };
}

/** An event from outside. */
export function outside(id: string): CloudEvent {
  return {
    specversion: "1.0",
    id,
    source: "urn:outside",
    type: "accepted@1",
    subject: "outside",
    time: new Date().toISOString(),
    datacontenttype: "application/json",
    data: { lane: "outside", number: 1 },
  };
}

/** Of the ticks that were marked: one each, none left out between the first and the last, in order. */
export function isEveryTickOnce(ticks: readonly number[]): boolean {
  return ticks.every((tick, index) => index === 0 || tick === (ticks[index - 1] ?? 0) + tickMs);
}
