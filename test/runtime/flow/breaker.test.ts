import assert from "node:assert/strict";
import { test } from "node:test";
import { Failure } from "../../../runtime/contract/failure.ts";
import { Flow } from "../../../runtime/flow/index.ts";
import { policy } from "../engine/embedded/bench-of.ts";
import { asking, world } from "./asking.ts";

const breaking = {
  ...policy(),
  name: "breaking",
  breaker: { failures: 3, withinMs: 10_000, resetMs: 60_000 },
};
const down = new Failure("transient", "503");

function state(flow: Flow): string | undefined {
  return flow.snapshot()[0]?.policies.find(({ policy: name }) => name === "breaking")?.breaker?.state;
}

test("it opens with the last of its failures that lie within its time (invariant 1)", async () => {
  const { clock, flow, ask } = world();
  const fail = () => ask({}, breaking).turn?.end(down);
  fail();
  fail();
  await clock.advance(10_000);
  fail();
  assert.equal(state(flow), "closed");
  fail();
  fail();
  assert.equal(state(flow), "open");
});

test("a business refusal and a request that could not be made open nothing", () => {
  const { flow, ask } = world();
  for (const failureClass of ["refused", "invalid", "refused", "invalid", "refused", "refused"] as const)
    ask({}, breaking).turn?.end(new Failure(failureClass, "no"));
  assert.equal(state(flow), "closed");
});

test("while it is open nobody goes; then one, and after its return all in order (invariants 2 and 3)", async () => {
  const { clock, flow, ask, began } = world();
  for (let index = 0; index < 3; index += 1) ask({}, breaking).turn?.end(down);
  const waiting = [7, 5, 6].map((order) => ask({ order }, breaking));
  began.length = 0;
  await clock.advance(59_999);
  assert.deepEqual(began, []);
  await clock.advance(1);
  assert.deepEqual(began, [5]);
  assert.equal(waiting[1]?.turn?.probe, true);
  await clock.advance(600_000);
  assert.deepEqual(began, [5]);
  waiting[1]?.turn?.end("ok");
  assert.deepEqual(began, [5, 6, 7]);
  assert.equal(state(flow), "closed");
  assert.equal(waiting[0]?.turn?.probe, false);
});

test("a probe that fails keeps it open for as long again, and the next one to try is another", async () => {
  const { clock, ask, began } = world();
  for (let index = 0; index < 3; index += 1) ask({}, breaking).turn?.end(down);
  const poison = ask({ order: 10 }, breaking);
  ask({ order: 11 }, breaking);
  began.length = 0;
  await clock.advance(60_000);
  poison.turn?.end(down);
  ask({ order: 10, probes: 1 }, breaking);
  await clock.advance(59_999);
  assert.deepEqual(began, [10]);
  await clock.advance(1);
  assert.deepEqual(began, [10, 11]);
});

test("what began before it opened decides nothing when it returns (invariant 3)", () => {
  const { flow, ask } = world();
  const early = ask({}, breaking);
  for (let index = 0; index < 3; index += 1) ask({}, breaking).turn?.end(down);
  early.turn?.end("ok");
  assert.equal(state(flow), "open");
});

test("a probe of which nothing came leaves the trying to the next", async () => {
  const { clock, ask } = world();
  for (let index = 0; index < 3; index += 1) ask({}, breaking).turn?.end(down);
  const first = ask({}, breaking);
  const second = ask({}, breaking);
  await clock.advance(60_000);
  first.turn?.end(undefined);
  assert.equal(second.turn?.probe, true);
});

test("an open one keeps nobody waiting who calls the system under another policy", () => {
  const { ask } = world();
  for (let index = 0; index < 3; index += 1) ask({}, breaking).turn?.end(down);
  assert.ok(ask().turn);
});

/** Notes as an engine keeps them, in memory. */
function notes() {
  const kept = new Map<string, string>();
  return {
    read: async () => new Map(kept),
    write: async (_area: string, key: string, value: string | null) => {
      if (value === null) kept.delete(key);
      else kept.set(key, value);
    },
  };
}

test("one that was open when the process ended is open when the next begins (invariant 4)", async () => {
  const { clock } = world();
  const written = notes();
  const before = new Flow({ clock, notes: written });
  await before.start();
  for (let index = 0; index < 3; index += 1) asking(before, clock).ask({}, breaking).turn?.end(down);
  before.close();
  await clock.advance(30_000);
  const after = new Flow({ clock, notes: written });
  await after.start();
  const { ask } = asking(after, clock);
  const waiting = ask({}, breaking);
  await clock.advance(29_999);
  assert.equal(waiting.at, undefined);
  await clock.advance(1);
  assert.equal(waiting.turn?.probe, true);
  waiting.turn.end("ok");
  const third = new Flow({ clock, notes: written });
  await third.start();
  assert.ok(asking(third, clock).ask({}, breaking).turn);
});

test("a clock that was set back does not keep it open for longer than its reset", async () => {
  const { clock } = world();
  const written = notes();
  await written.write("flow", "begun", "");
  const openedAt = clock.now() + 86_400_000;
  await written.write("flow", "erp breaking", JSON.stringify({ openedAt, until: openedAt + 60_000 }));
  const flow = new Flow({ clock, notes: written });
  await flow.start();
  const waiting = asking(flow, clock).ask({}, breaking);
  await clock.advance(60_000);
  assert.equal(waiting.turn?.probe, true);
});

test("a restart grants no fresh burst: the first start begins with a full bucket, each later one with an empty one", async () => {
  const { clock } = world();
  const written = notes();
  const limits = { ratePerSecond: 1, burst: 5 };
  let calls = 0;
  for (let start = 0; start < 10; start += 1) {
    const flow = new Flow({ clock, notes: written });
    await flow.start();
    const { ask, began } = asking(flow, clock, limits);
    for (let index = 0; index < 20; index += 1) ask();
    await clock.advance(500);
    calls += began.length;
    flow.close();
  }
  assert.equal(calls, 5);
});
