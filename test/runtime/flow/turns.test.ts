import assert from "node:assert/strict";
import { test } from "node:test";
import { Failure } from "../../../runtime/contract/failure.ts";
import { policy } from "../engine/embedded/bench-of.ts";
import { world } from "./asking.ts";

const named = (name: string, more: object = {}) => ({ ...policy(), name, ...more });

test("no more turns are open than the system's concurrency, whatever policies they come from (invariant 1)", async () => {
  const { clock, ask } = world({ concurrency: 2 });
  const all = ["one", "two", "one", "two"].map((name) => ask({}, named(name)));
  await clock.advance(10_000);
  assert.deepEqual(
    all.map(({ turn }) => turn !== undefined),
    [true, true, false, false],
  );
  all[0]?.turn?.end("ok");
  all[0]?.turn?.end("ok"); // a second time changes nothing
  assert.deepEqual(
    all.map(({ turn }) => turn !== undefined),
    [true, true, true, false],
  );
});

test("a rate holds in every second, and turns come in the order of acceptance (invariants 2 and 3)", async () => {
  const { clock, ask, began } = world({ ratePerSecond: 2, burst: 3 });
  const all = [9, 8, 7, 6, 5, 4, 3, 2, 1].map((order) => ask({ order }));
  await clock.advance(10_000);
  // Three found the bucket full as they came; the rest waited.
  assert.deepEqual(began, [9, 8, 7, 1, 2, 3, 4, 5, 6]);
  for (const { at: from = 0 } of all) {
    const within = all.filter(({ at = 0 }) => at >= from && at < from + 1_000).length;
    assert.ok(within <= 5, `${within} in the second after ${from}`);
  }
});

test("a rate that no whole millisecond fits is used up, not more", async () => {
  const { clock, ask, began } = world({ ratePerSecond: 300, concurrency: 1_000 });
  for (let index = 0; index < 1_000; index += 1) ask().turn?.end("ok");
  await clock.advance(1_000);
  assert.ok(began.length >= 299 && began.length <= 301, String(began.length));
});

test("who gives up waiting has taken no turn from those who come after", async () => {
  const { clock, ask } = world({ ratePerSecond: 1 });
  ask();
  for (const asked of Array.from({ length: 200 }, () => ask())) asked.ticket?.leave();
  const last = ask();
  await clock.advance(999);
  assert.equal(last.turn, undefined);
  await clock.advance(1);
  assert.notEqual(last.turn, undefined);
});

test("the most critical go first, and of eight turns one is for the others (invariant 3)", async () => {
  const { clock, ask, began } = world({ concurrency: 1 });
  let open = ask({ order: 0 });
  const waiting = [
    ...Array.from({ length: 30 }, (_, index) => ask({ order: 1_000 + index, criticality: "critical" })),
    ...Array.from({ length: 3 }, (_, index) => ask({ order: 100 + index, criticality: "low" })),
    ...Array.from({ length: 3 }, (_, index) => ask({ order: 200 + index, criticality: "high" })),
  ];
  for (let turns = 0; turns < 24; turns += 1) {
    open.turn?.end("ok");
    await clock.advance(1);
    const last = began.at(-1);
    const next = waiting.find(({ turn }, index) => turn !== undefined && orderAt(index) === last);
    assert.ok(next);
    open = next;
  }
  const others = began.filter((order) => order < 1_000);
  assert.equal(began.length, 25);
  assert.deepEqual(others, [0, 200, 100, 201]);
  assert.deepEqual(began.slice(1, 8), [1_000, 1_001, 1_002, 1_003, 1_004, 1_005, 1_006]);

  function orderAt(index: number): number {
    if (index < 30) return 1_000 + index;
    return index < 33 ? 70 + index : 167 + index;
  }
});

test("who waits for a policy's own limits keeps nobody else waiting (invariant 4)", () => {
  const { ask } = world({ concurrency: 10 });
  const narrow = named("narrow", { concurrency: 1 });
  const first = ask({}, narrow);
  const second = ask({}, narrow);
  const other = ask({}, named("wide"));
  assert.ok(first.turn && other.turn);
  assert.equal(second.at, undefined);
  first.turn.end("ok");
  assert.ok(second.turn);
});

test("a policy's rate holds beside the system's", async () => {
  const { clock, ask } = world({ ratePerSecond: 100 });
  const slow = named("slow", { ratePerSecond: 1 });
  const all = [ask({}, slow), ask({}, slow), ask({}, slow)];
  await clock.advance(5_000);
  assert.deepEqual(
    all.map(({ at }) => at),
    [0, 1_000, 2_000],
  );
});

test("what a system says with Retry-After holds for all who would call it, a minute at most (invariant 5)", async () => {
  const { clock, ask } = world();
  ask().turn?.end(new Failure("throttled", "429", { retryAfterMs: 20_000 }));
  const other = ask({}, named("other"));
  await clock.advance(19_999);
  assert.equal(other.at, undefined);
  await clock.advance(1);
  assert.ok(other.turn);
  other.turn.end(new Failure("transient", "503", { retryAfterMs: 86_400_000 }));
  const third = ask();
  await clock.advance(60_000);
  assert.ok(third.turn);
});

test("a refusal with Retry-After holds nobody: the system is well", () => {
  const { ask } = world();
  ask().turn?.end(new Failure("refused", "409", { retryAfterMs: 20_000 }));
  assert.ok(ask().turn);
});

test("who waited for a second is slow, and so is who comes then; who waits behind a broken system is at once", async () => {
  const { clock, ask } = world({ concurrency: 1 });
  ask();
  const early = ask();
  assert.equal(early.ticket?.slow, false);
  await clock.advance(1_000);
  assert.equal(early.ticket?.slow, true);
  assert.equal(ask().ticket?.slow, true);
  assert.equal(ask({ criticality: "critical" }).ticket?.slow, false);
});

test("the first 64 of a criticality are near, the next as they come nearer", async () => {
  const { clock, ask } = world({ concurrency: 1 });
  const first = ask();
  const waiting = Array.from({ length: 66 }, () => ask());
  assert.equal(waiting[63]?.ticket?.near, true);
  assert.equal(waiting[64]?.ticket?.near, false);
  first.turn?.end("ok");
  await clock.advance(0);
  assert.equal(waiting[64]?.ticket?.near, true);
  assert.equal(waiting[65]?.ticket?.near, false);
});
