import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  type BreakerReport,
  type Ledger,
  leaseMs,
  type Report,
  settle,
} from "../../../../runtime/flow/shared/ledger.ts";
import { SharedGate } from "../../../../runtime/flow/shared/shared-gate.ts";
import { SharedSlots } from "../../../../runtime/flow/shared/shared-slots.ts";

const nothing: Report = { rates: {}, slots: {}, breakers: {}, heldMs: 0 };

test("turns of a rate that replicas ask for in any order are no more than one process would take (invariant 1)", () => {
  const asks = fc.array(fc.record({ afterMs: fc.nat(400), want: fc.nat(30), replica: fc.nat(3) }), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(
      asks,
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 20 }),
      (all, ratePerSecond, burst) => {
        let ledger: Ledger = {};
        let now = 1_000_000;
        const times: number[] = [];
        for (const { afterMs, want, replica } of all) {
          now += afterMs;
          const report = { ...nothing, rates: { "": { ratePerSecond, burst, want } } };
          const settled = settle(ledger, report, String(replica), now);
          ledger = settled.ledger;
          times.push(...(settled.grant.rates[""] ?? []));
        }
        assert.deepEqual(
          times,
          times.toSorted((one, other) => one - other),
        );
        for (const from of times) {
          const within = times.filter((at) => at >= from && at < from + 1_000).length;
          assert.ok(within <= burst + ratePerSecond, `${within} within a second`);
        }
      },
    ),
  );
});

test("one that waits for a rate below one in the time given out ahead gets its turn all the same", () => {
  const slow = { ...nothing, rates: { "": { ratePerSecond: 0.1, burst: 1, want: 3 } } };
  const first = settle({}, slow, "a", 0);
  assert.deepEqual(first.grant.rates[""], [0, 10_000]);
  assert.deepEqual(settle(first.ledger, slow, "b", 5_000).grant.rates[""], []);
  assert.deepEqual(settle(first.ledger, slow, "b", 10_000).grant.rates[""], [20_000]);
});

/** A replica that uses what it is given, and its calls, which end after some reports. */
class Replica {
  readonly slots: SharedSlots;
  readonly name: string;
  open = 0;
  wanting = 0;

  constructor(name: string, limit: number, now: () => number) {
    this.name = name;
    this.slots = new SharedSlots(limit, now);
  }

  begin(): void {
    while (this.wanting > 0 && this.open < this.slots.limit) {
      this.wanting -= 1;
      this.open += 1;
    }
  }
}

test("calls that are open at once never exceed the limit, whoever reports when; a dead replica's part is free after its lease (invariant 2)", () => {
  const happening = fc.record({
    replica: fc.nat(3),
    what: fc.constantFrom("report", "report", "report", "want", "end", "die"),
    count: fc.integer({ min: 1, max: 4 }),
    afterMs: fc.nat(3_000),
  });
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 120 }), fc.integer({ min: 1, max: 9 }), (all, limit) => {
      let ledger: Ledger = {};
      let now = 0;
      const replicas = ["a", "b", "c", "d"].map((name) => new Replica(name, limit, () => now));
      for (const { replica: index, what, count, afterMs } of all) {
        now += afterMs;
        const replica = replicas[index];
        if (replica === undefined) continue;
        // Calls are short beside a lease: those of one that has not reported for so long are over.
        for (const one of replicas) if (one.slots.limit === 0) one.open = 0;
        if (what === "want") replica.wanting += count;
        if (what === "end") replica.open = Math.max(0, replica.open - count);
        if (what === "die") replicas[index] = new Replica(`${replica.name}'`, limit, () => now);
        if (what === "report") {
          const said = replica.slots.report(replica.open, replica.wanting);
          const settled = settle(ledger, { ...nothing, slots: { "": said } }, replica.name, now);
          ledger = settled.ledger;
          const grant = settled.grant.slots[""];
          // What begins while the report is on its way is within what it said it keeps.
          replica.begin();
          if (grant) replica.slots.give(grant, grant.until);
        }
        replica.begin();
        const open = replicas.reduce((sum, one) => sum + one.open, 0);
        assert.ok(open <= limit, `${open} are open`);
      }
      now += leaseMs;
      const last = new Replica("last", limit, () => now);
      last.wanting = limit;
      for (let reports = 0; reports < 2; reports += 1) {
        const said = last.slots.report(last.open, last.wanting);
        const settled = settle(ledger, { ...nothing, slots: { "": said } }, "last", now);
        ledger = settled.ledger;
        const grant = settled.grant.slots[""];
        if (grant) last.slots.give(grant, grant.until);
        last.begin();
      }
      assert.equal(last.open, limit);
    }),
  );
});

test("a concurrency of one goes around among those who want it", () => {
  let ledger: Ledger = {};
  let now = 0;
  const replicas = ["a", "b", "c"].map((name) => new Replica(name, 1, () => now));
  const served = new Map<string, number>();
  for (let step = 0; step < 300; step += 1) {
    now += 100;
    for (const replica of replicas) {
      // Each call is over by the next report.
      replica.open = 0;
      replica.wanting = 5;
      const said = replica.slots.report(replica.open, replica.wanting);
      const settled = settle(ledger, { ...nothing, slots: { "": said } }, replica.name, now);
      ledger = settled.ledger;
      const grant = settled.grant.slots[""];
      if (grant) replica.slots.give(grant, grant.until);
      replica.begin();
      served.set(replica.name, (served.get(replica.name) ?? 0) + replica.open);
    }
  }
  for (const [name, times] of served) assert.ok(times > 60, `${name} was served ${times} times`);
});

const rule = { failures: 3, withinMs: 10_000, resetMs: 60_000 };
const about = (said: Partial<BreakerReport>): Report => ({
  ...nothing,
  breakers: { post: { rule, failedMs: [], wantsProbe: false, ...said } },
});

test("a breaker opens with the failures of all, one replica tries, and what it finds holds for all (invariant 3)", () => {
  let ledger: Ledger = {};
  const say = (replica: string, now: number, said: Partial<BreakerReport>) => {
    const settled = settle(ledger, about(said), replica, now);
    ledger = settled.ledger;
    return settled.grant.breakers["post"];
  };
  assert.equal(say("a", 1_000, { failedMs: [10, 0] })?.open, undefined);
  assert.equal(say("a", 12_000, { failedMs: [0, 0] })?.open, undefined, "the first two are too old");
  assert.deepEqual(say("b", 12_500, { failedMs: [0] })?.open, { openedAt: 12_500, until: 72_500 });
  assert.equal(say("a", 72_499, { wantsProbe: true })?.probe, false);
  assert.equal(say("a", 72_500, { wantsProbe: true })?.probe, true);
  assert.equal(say("b", 72_501, { wantsProbe: true })?.probe, false);
  assert.equal(say("a", 73_000, { probed: "failed" })?.open?.until, 133_000);
  assert.equal(say("b", 133_000, { wantsProbe: true })?.probe, true);
  assert.equal(say("a", 194_000, { wantsProbe: true })?.probe, true, "b has died over it");
  assert.notEqual(say("b", 194_001, { probed: "ok" })?.open, undefined, "it is not b's to say any more");
  assert.equal(say("a", 194_002, { probed: "ok" })?.open, undefined);
  assert.equal(say("b", 194_003, {})?.open, undefined);
});

test("who was told to try keeps that over reports until it has a turn, and then tries once (invariant 3)", () => {
  let ledger: Ledger = {};
  const gates = new Map(["a", "b"].map((name) => [name, new SharedGate(rule, () => undefined)]));
  /** What is done while the report is on its way happens before its answer. */
  const exchange = (replica: "a" | "b", now: number, meanwhile = () => {}): SharedGate => {
    const gate = gates.get(replica) ?? assert.fail();
    const said = gate.report(now, 5);
    const settled = settle(ledger, about(said), replica, now);
    ledger = settled.ledger;
    meanwhile();
    const { open, probe } = settled.grant.breakers["post"] ?? assert.fail();
    gate.give(said, open, probe);
    return gate;
  };
  const failing = gates.get("a") ?? assert.fail();
  for (let failures = 0; failures < 3; failures += 1) failing.end(false, true, 1_000);
  exchange("a", 1_000);
  const over = 62_000;
  exchange("a", over);
  // It has no share of the system's concurrency yet, and reports again and again.
  const gate = exchange("a", over + 200);
  assert.equal(gate.nextAt(over + 200), over + 200);
  assert.equal(exchange("b", over + 300).nextAt(over + 300), undefined, "one at a time");
  exchange("a", over + 400, () => assert.equal(gate.begin(), true));
  assert.equal(gate.nextAt(over + 400), undefined, "it is trying");
  exchange("a", over + 600, () => gate.end(true, false, over + 600));
  assert.equal(gate.nextAt(over + 600), undefined, "what it found is not told yet");
  assert.equal(exchange("a", over + 800).open, undefined);
  assert.equal(exchange("b", over + 900).open, undefined);
});
