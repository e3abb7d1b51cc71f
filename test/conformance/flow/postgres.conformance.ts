import assert from "node:assert/strict";
import { after, before, type TestContext, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Failure } from "../../../runtime/contract/failure.ts";
import type { Policy } from "../../../runtime/contract/policy.ts";
import type { System } from "../../../runtime/contract/system.ts";
import type { Turn } from "../../../runtime/engine/port.ts";
import { Flow, flowClock } from "../../../runtime/flow/index.ts";
import { policy } from "../../runtime/engine/embedded/bench-of.ts";
import { Databases } from "../store/databases.ts";
import { until } from "../until.ts";

let databases: Databases;
before(async () => {
  databases = await Databases.start();
});
after(() => databases.stop());

/** Replicas as they are: each with a connection of its own. */
async function replicas(context: TestContext, count: number): Promise<readonly Flow[]> {
  const database = await databases.make();
  return Promise.all(
    Array.from({ length: count }, async () => {
      const store = await databases.open(database);
      const flow = new Flow({ clock: flowClock, exchange: store.exchange });
      await flow.start();
      context.after(async () => {
        flow.close();
        await store.close();
      });
      return flow;
    }),
  );
}

let order = 0;

function ask(flow: Flow, limits: NonNullable<System["limits"]>, under: Policy = policy()): Promise<Turn> {
  const got = flow
    .turnstile({ name: "erp", limits }, under)
    .ask({ order: ++order, criticality: "medium", probes: 0 });
  if (got.kind === "turn") return Promise.resolve(got);
  return new Promise((turn) => {
    got.told = { turn, slowed: () => undefined, neared: () => undefined };
  });
}

test("a system's rate holds over replicas, and is used", { timeout: 60_000 }, async (context) => {
  const flows = await replicas(context, 3);
  const times: number[] = [];
  const began = Date.now();
  const asked = Array.from({ length: 60 }, async (_, index) => {
    const flow = flows[index % 3];
    if (flow === undefined) return;
    const turn = await ask(flow, { ratePerSecond: 20, burst: 5 });
    times.push(Date.now());
    turn.end("ok");
  });
  await Promise.all(asked);
  const sorted = times.toSorted((one, other) => one - other);
  for (const from of sorted) {
    const within = sorted.filter((at) => at >= from && at < from + 1_000).length;
    // 5 + 20, and what came up to 50 ms late.
    assert.ok(within <= 27, `${within} in the second after ${from - began}`);
  }
  const took = Date.now() - began;
  assert.ok(took < 6_000, `60 turns at 20 a second took ${took} ms`);
});

test("a system's concurrency holds over replicas, whichever has the work", {
  timeout: 60_000,
}, async (context) => {
  const flows = await replicas(context, 3);
  let [open, most, done] = [0, 0, 0];
  const work = async (flow: Flow) => {
    const turn = await ask(flow, { concurrency: 4 });
    open += 1;
    most = Math.max(most, open);
    await sleep(10);
    open -= 1;
    done += 1;
    turn.end("ok");
  };
  await Promise.all(
    flows.flatMap((flow, index) => Array.from({ length: index === 0 ? 200 : 20 }, () => work(flow))),
  );
  assert.equal(done, 240);
  assert.equal(most, 4);
});

test("what a replica held that is gone is free for the others after its lease", {
  timeout: 60_000,
}, async (context) => {
  const [gone, here] = await replicas(context, 2);
  assert.ok(gone && here);
  await ask(gone, { concurrency: 1 });
  gone.close();
  const began = Date.now();
  const turn = await ask(here, { concurrency: 1 });
  const waited = Date.now() - began;
  assert.ok(waited > 5_000 && waited < 20_000, `it waited for ${waited} ms`);
  turn.end("ok");
});

test("failures that replicas see together keep all from the system; one of them tries, and all go on", {
  timeout: 60_000,
}, async (context) => {
  const flows = await replicas(context, 3);
  const breaking = {
    ...policy(),
    name: "breaking",
    breaker: { failures: 6, withinMs: 60_000, resetMs: 3_000 },
  };
  for (let failures = 0; failures < 2; failures += 1)
    for (const flow of flows) (await ask(flow, {}, breaking)).end(new Failure("transient", "503"));
  const stateOf = (flow: Flow) => flow.snapshot()[0]?.policies[0]?.breaker?.state;
  // A replica hears of it within a second, though it has nothing to do.
  await until(
    () => flows.map(stateOf),
    (states) => !states.includes("closed"),
    2_500,
  );
  const turns: Turn[] = [];
  const asked = flows.map(async (flow) => {
    const turn = await ask(flow, {}, breaking);
    turns.push(turn);
    await sleep(300);
    turn.end("ok");
  });
  await Promise.all(asked);
  assert.equal(turns.filter(({ probe }) => probe).length, 1);
  assert.equal(turns[0]?.probe, true);
});

test("what a system asks for with Retry-After is kept by all replicas", {
  timeout: 60_000,
}, async (context) => {
  const [one, other] = await replicas(context, 2);
  assert.ok(one && other);
  const limits = { concurrency: 8 };
  (await ask(other, limits)).end("ok");
  (await ask(one, limits)).end(new Failure("throttled", "429", { retryAfterMs: 3_000 }));
  const began = Date.now();
  await until(
    () => other.snapshot()[0]?.heldUntil,
    (held) => held !== undefined,
  );
  (await ask(other, limits)).end("ok");
  assert.ok(Date.now() - began > 2_000);
});
