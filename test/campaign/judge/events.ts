import assert from "node:assert/strict";
import type { Noted } from "../victim/feeds.ts";
import { nameOf, tickMs } from "../victim/message.ts";
import { acknowledged, type Seen } from "./seen.ts";

interface Accepted {
  readonly lane: string;
  readonly number: number;
  readonly which: string;
}

/** Outbox and inbox agree: each order that was done is one event, each event was taken once by each group, in the order of its lane. */
export function judgeEvents(seen: Seen): void {
  const published = seen.events.filter(({ type }) => type === "accepted@1");
  const told = published.map(({ data }) => data as unknown as Accepted); // As the programs publish it.
  const names = told.map(({ which }) => which);
  assert.equal(new Set(names).size, names.length, "An event was published twice");
  judgeOutbox(seen, names);
  judgeHeard(seen, told);
  judgeNoted(seen, published);
  judgeTicks(seen);
}

function judgeOutbox(seen: Seen, names: readonly string[]): void {
  const runs = new Map(seen.runs.map((run) => [run.run, run]));
  const orders = acknowledged(seen).filter(({ route }) => route === "strict" || route === "lenient");
  const given = new Set(orders.filter(({ run }) => runs.get(run)?.state === "cancelled").map(nameOf));
  const done = orders.filter(({ run }) => runs.get(run)?.outcome === "done").map(nameOf);
  const outside = Array.from({ length: seen.outside }, (_, index) => `outside-${index + 1}`);
  assert.deepEqual(
    names.filter((name) => !given.has(name)).toSorted(),
    [...done, ...outside].toSorted(),
    "Events and what was done do not agree",
  );
}

function judgeHeard({ calls, mayOvertake }: Seen, told: readonly Accepted[]): void {
  const heard = calls.filter(({ effect, operation }) => effect && operation === "notify");
  assert.equal(new Set(heard.map(nameOf)).size, heard.length, "An event was heard twice");
  const byLane = Map.groupBy(heard, ({ lane }) => lane);
  const toldByLane = Map.groupBy(told, ({ lane }) => `heard-${lane}`);
  assert.equal(byLane.size, toldByLane.size);
  const numbersOf = (of: readonly { readonly number: number }[]) => {
    const numbers = of.map(({ number }) => number);
    return mayOvertake ? numbers.toSorted((one, other) => one - other) : numbers;
  };
  for (const [lane, own] of toldByLane)
    assert.deepEqual(
      numbersOf(byLane.get(lane) ?? []),
      numbersOf(own),
      `${lane}: events were not heard once and in order`,
    );
}

function judgeNoted({ events }: Seen, published: Seen["events"]): void {
  const noted = events.filter(({ type }) => type === "noted@1").map(({ data }) => data as unknown as Noted); // As the ledger publishes it.
  const once = new Set(noted.map(({ of, replay }) => `${of} ${replay}`));
  assert.equal(once.size, noted.length, "An event was taken twice");
  // Events of outside are known by their source too.
  assert.deepEqual(
    new Set(noted.map(({ of }) => of)),
    new Set(published.map(({ id }) => id)),
    "What was published was not taken",
  );
}

/** One mark each, none left out between the first and the last, in order. */
function judgeTicks({ events }: Seen): void {
  const marks = events.filter(({ type }) => type === "marked@1").map(({ data }) => Number(data));
  for (const [index, mark] of marks.entries())
    assert.equal(mark, (marks[0] ?? 0) + index * tickMs, `Ticks: ${marks.slice(0, index + 1).join(" ")}`);
}
