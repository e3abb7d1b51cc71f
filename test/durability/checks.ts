import assert from "node:assert/strict";
import type { DeadLetter, RunSummary } from "../../runtime/engine/port.ts";
import type { CloudEvent } from "../../runtime/events/port.ts";
import { isEveryTickOnce, type Noted } from "./feeds.ts";
import type { Victim } from "./process.ts";
import type { Call, Receiver } from "./receiver.ts";

/** Waits until no run is under way, or fails. */
export async function quiet(victim: Victim, withinMs = 20_000): Promise<void> {
  const until = performance.now() + withinMs;
  for (;;) {
    const backlog = (await victim.ask("/backlog")) as
      | { waiting: number; running: number; behind: number }
      | undefined;
    if (backlog !== undefined && backlog.waiting + backlog.running + backlog.behind === 0) return;
    assert.ok(performance.now() < until, `The runs did not end: ${JSON.stringify(backlog)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export interface Counts {
  readonly done: number;
  readonly failed: number;
  readonly calls: number;
  readonly repeated: number;
}

/**
 * What must hold as seen from outside, whatever was killed when. A redriven message whose lane had passed it is out of order, as its
 * policy says; an event that was replayed is taken more than once.
 */
export async function check(
  victim: Victim,
  receiver: Receiver,
  acknowledged: ReadonlyMap<string, string>,
  { inOrder = true, once = true }: { readonly inOrder?: boolean; readonly once?: boolean } = {},
): Promise<Counts> {
  let [done, failed] = [0, 0];
  for (const [key, run] of acknowledged) {
    const summary = (await victim.ask(`/${run}`)) as RunSummary | null;
    assert.ok(summary, `The acknowledged ${key} is lost`);
    const refused = Number(key.split("-")[1]) % 23 === 0;
    assert.equal(summary.state, refused ? "failed" : "done", `${key}: ${JSON.stringify(summary.error)}`);
    if (refused) failed += 1;
    else done += 1;
  }
  const letters = (await victim.ask("/letters")) as DeadLetter[];
  const open = letters.filter((letter) => letter.state === "open");
  assert.equal(new Set(open.map((letter) => letter.run)).size, open.length, "A run died twice");
  await checkEvents(victim, done, once);
  const repeated = checkEffects(receiver.calls);
  if (inOrder) checkOrder(receiver.calls);
  return { done, failed, calls: receiver.calls.length, repeated };
}

async function checkEvents(victim: Victim, done: number, once: boolean): Promise<void> {
  const events = (await victim.ask("/events")) as CloudEvent[];
  assert.equal(new Set(events.map((event) => event.id)).size, events.length, "An event was published twice");
  const accepted = events.filter(({ type }) => type === "accepted@1");
  assert.ok(accepted.length >= done, `${done} runs done, ${accepted.length} events`);
  const noted = events.filter(({ type }) => type === "noted@1").map(({ data }) => data as unknown as Noted);
  assert.deepEqual(new Set(noted.map(({ of }) => of)), new Set(accepted.map(({ id }) => id)));
  if (once) {
    assert.equal(noted.length, accepted.length, "An event was taken twice");
    for (const [lane, own] of Map.groupBy(noted, (one) => one.lane))
      assert.deepEqual(
        own.map(({ of }) => of),
        accepted.filter(({ subject }) => subject === lane).map(({ id }) => id),
        `The events of ${lane} were taken out of order`,
      );
  }
  const marked = events.filter(({ type }) => type === "marked@1").map(({ data }) => Number(data));
  assert.ok(isEveryTickOnce(marked), `Ticks: ${marked.join(" ")}`);
}

/** A key is called again after it was served only by an attempt that knows the outcome before it to be unknown. */
function checkEffects(calls: readonly Call[]): number {
  const served = new Set<string>();
  const keys = new Map<string, string>();
  let repeated = 0;
  for (const call of calls) {
    const message = `${call.operation} ${call.lane}-${call.number}`;
    assert.equal(keys.get(message) ?? call.key, call.key, `${message} was called under two keys`);
    keys.set(message, call.key);
    if (served.has(call.key)) {
      repeated += 1;
      assert.equal(call.previous, "unknown", `${message} was repeated as if nothing had happened`);
    }
    if (call.told === "done" || call.told === "lost") served.add(call.key);
  }
  return repeated;
}

/** In each lane a message's first call comes after the last call of the message before it. */
function checkOrder(calls: readonly Call[]): void {
  const latest = new Map<string, number>();
  for (const call of calls) {
    assert.ok(
      call.number >= (latest.get(call.lane) ?? 0),
      `Lane ${call.lane}: ${call.number} after ${latest.get(call.lane)}`,
    );
    latest.set(call.lane, call.number);
  }
}
