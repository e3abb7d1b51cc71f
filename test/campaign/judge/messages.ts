import assert from "node:assert/strict";
import { isChecked, isPrinted, isRefused, isStale, type Message, nameOf } from "../victim/message.ts";
import type { Call } from "../world/receiver.ts";
import type { Acknowledged } from "../world/sender.ts";
import { acknowledged, type Run, type Seen } from "./seen.ts";

type Due = (message: Message) => Readonly<Record<string, readonly string[]>>;

const ordersDue: Due = (message) => {
  const check = isChecked(message) ? ["check"] : [];
  return isRefused(message)
    ? { refused: ["reserve", "hold", ...check, "compensate:hold", "compensate:reserve"] }
    : { done: ["reserve", "hold", ...check, "post", ...(isPrinted(message) ? ["print"] : [])] };
};

/** What each route has to have done for each of its outcomes, in order, and nothing else. */
const dues: Readonly<Record<string, Due>> = {
  lenient: ordersDue,
  levels: (message) => (isStale(message) ? { stale: [] } : { done: ["level"] }),
  pairs: () => ({ done: ["left", "right"] }),
  payers: () => ({ paid: ["pay"], expired: [] }),
  relays: () => ({ done: ["relay"] }),
  reviews: () => ({
    approved: ["reserve", "grant"],
    rejected: ["reserve", "compensate:reserve"],
    expired: ["reserve", "compensate:reserve"],
  }),
  strict: ordersDue,
};

/** Each acknowledged message is one run, in one final state, that did what its state says. */
export function judgeMessages(seen: Seen): void {
  const sent = acknowledged(seen);
  const runs = new Map(seen.runs.map((run) => [run.run, run]));
  const effects = Map.groupBy(
    seen.calls.filter(({ effect }) => effect),
    nameOf,
  );
  for (const one of sent) {
    const run = runs.get(one.run);
    assert.ok(run, `${nameOf(one)} was acknowledged as ${one.run} and is lost`);
    judgeEffects(one, run, effects.get(nameOf(one)) ?? [], seen);
  }
  const known = new Set(sent.map(({ run }) => run));
  const strangers = seen.runs.filter(({ route, run }) => dues[route] !== undefined && !known.has(run));
  assert.deepEqual(strangers, [], "Runs that no acknowledged message became");
}

function judgeEffects(one: Acknowledged, run: Run, calls: readonly Call[], { operator }: Seen): void {
  const did = calls.map(({ operation }) => operation);
  const told = `${nameOf(one)}, ${run.run}, is ${run.state} ${run.outcome} and did: ${did.join(" ")}`;
  if (run.state !== "cancelled") {
    assert.equal(run.state, "done", told);
    const due = dues[one.route]?.(one)[run.outcome ?? ""];
    return assert.deepEqual(one.route === "pairs" ? did.toSorted() : did, due, told);
  }
  assert.ok(operator.givenUp.has(one.run), `${told}, and nobody gave it up`);
  const undone = did.filter((operation) => operation.startsWith("compensate:"));
  const undoable = did.filter((operation) => operation === "reserve" || operation === "hold");
  const done = undoable.filter((operation) => undone.includes(`compensate:${operation}`));
  assert.deepEqual(undone, done.map((operation) => `compensate:${operation}`).toReversed(), told);
  if (!operator.leftAsIs.has(one.run))
    assert.equal(undone.length, undoable.length, `${told}: not all undone`);
}

/** In each lane a message is first called for after the last call for the one before it; where a lane passes its dead letters, a redriven one is late by its policy's word. */
export function judgeLanes({ senders, calls, operator }: Seen): void {
  const byLane = Map.groupBy(calls, ({ lane }) => lane);
  for (const sender of senders.filter(({ laned }) => laned)) {
    const redriven = sender.acknowledged.filter(
      ({ run }) => operator.redriven.has(run) || operator.givenUp.has(run),
    );
    const late = new Set(sender.route === "strict" ? [] : redriven.map(({ number }) => number));
    let latest = 0;
    for (const { number } of byLane.get(sender.lane) ?? []) {
      if (late.has(number)) continue;
      assert.ok(number >= latest, `Lane ${sender.lane}: ${number} was called for after ${latest}`);
      latest = number;
    }
  }
}
