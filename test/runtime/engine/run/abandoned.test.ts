import assert from "node:assert/strict";
import { test } from "node:test";
import { VirtualClock } from "../../../../runtime/engine/embedded/index.ts";
import { plainJson } from "../../../../runtime/engine/run/json-codec.ts";
import { LiveRun } from "../../../../runtime/engine/run/live-run.ts";
import { Execution } from "../../../../runtime/engine/run/program/execution.ts";
import { Journal } from "../../../../runtime/engine/run/program/journal.ts";
import { runStep } from "../../../../runtime/engine/run/program/step.ts";
import type { Surroundings } from "../../../../runtime/engine/run/program/surroundings.ts";
import { RealRandom } from "../../../../runtime/engine/run/random.ts";
import { Timers } from "../../../../runtime/engine/run/timers.ts";
import type { Store } from "../../../../runtime/engine/store/port.ts";
import { Flow } from "../../../../runtime/flow/index.ts";
import { policy } from "../embedded/bench-of.ts";

const nothing = () => undefined;

test("a run that another process has taken over meanwhile gives back the turn that it was given for its next call (invariant 2)", async () => {
  const clock = new VirtualClock(0);
  const flow = new Flow({ clock });
  const turnstile = flow.turnstile({ name: "erp", limits: { concurrency: 1 } }, policy());
  const row = { seq: 1, token: "a", route: "orders", lane: null, acceptedAt: 0, build: "one" };
  // As a store has it whose run is no longer this process's.
  const store: Store = {
    read: () => assert.fail("nothing is read"),
    write: () => new Promise(nothing),
    close: () => Promise.resolve(),
  };
  const around: Surroundings = {
    clock,
    random: new RealRandom(),
    timers: new Timers(clock),
    mayBegin: () => true,
    stilled: nothing,
    moved: nothing,
    effectBegun: () => nothing,
    waits: nothing,
    goes: nothing,
    queued: () => nothing,
    isPutBack: () => false,
    expect: nothing,
    published: nothing,
  };
  const journal = new Journal(1, store, plainJson, () => Promise.resolve(), []);
  const program = { route: "orders", policy: policy(), run: () => assert.fail("its step alone is run") };
  const execution = new Execution(new LiveRun(row), program, "one", journal, around);
  const info = { name: "post", kind: "call", at: { file: "orders.yaml", line: 1 } };
  const options = { policy: policy(), repeatable: true, settleMs: 0, turnstile };
  void execution.call(() => runStep(execution, info, options, () => assert.fail("it is not called")));
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(flow.snapshot()[0]?.open, 1);
  execution.abandon();
  assert.equal(flow.snapshot()[0]?.open, 0);
});
