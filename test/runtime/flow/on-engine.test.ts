import assert from "node:assert/strict";
import { test } from "node:test";
import { Failure } from "../../../runtime/contract/failure.ts";
import type { Policy } from "../../../runtime/contract/policy.ts";
import type { System } from "../../../runtime/contract/system.ts";
import type { VirtualClock } from "../../../runtime/engine/embedded/index.ts";
import type { Attempt, Program } from "../../../runtime/engine/port.ts";
import { Flow } from "../../../runtime/flow/index.ts";
import { bench, command, info, options, policy, program } from "../engine/embedded/bench-of.ts";

type Limits = System["limits"];
type Effect = (attempt: Attempt, input: number) => Promise<string>;

/** A route that calls one system, with the run's number as its input. */
function calling(
  flow: Flow,
  route: string,
  system: string,
  effect: Effect,
  of: { limits?: Limits; policy?: Policy } = {},
): Program {
  const { limits = {}, policy: under = policy() } = of;
  return program(
    route,
    async (context, input) => {
      context.pure(info("mapped", "map"), () => input);
      const turnstile = flow.turnstile({ name: system, limits }, under);
      await context.step({ ...info("posting"), system }, options({ policy: under, turnstile }), (attempt) =>
        effect(attempt, input as number),
      );
    },
    under,
  );
}

/** Answers after a time of the clock. */
function after(clock: VirtualClock, ms: number): Effect {
  return async ({ signal }) => {
    await clock.sleep(ms, signal);
    if (signal.aborted) throw new Failure("unknown", "No answer.");
    return "ok";
  };
}

const patient = {
  ...policy({ retry: { attempts: 3 } }),
  name: "patient",
  breaker: { failures: 2, withinMs: 60_000, resetMs: 60_000 },
};

test("an ERP that is down opens the breaker, its work waits without spending attempts, and goes on in order", async () => {
  const { engine, clock } = await bench();
  const flow = new Flow({ clock });
  let down = true;
  const posted: number[] = [];
  const post: Effect = async (_attempt, input) => {
    if (down) throw new Failure("transient", "503");
    posted.push(input);
    return "ok";
  };
  await engine.serve("one", [
    calling(flow, "orders", "erp", post, { policy: patient, limits: { concurrency: 1 } }),
  ]);
  const runs = [];
  for (let index = 0; index < 40; index += 1) runs.push((await engine.accept(command("orders", index))).run);
  await clock.advance(24 * 3_600_000);
  assert.equal(flow.snapshot()[0]?.policies[0]?.breaker?.state, "open");
  assert.equal((await engine.deadLetters({ limit: 100 })).length, 0);
  down = false;
  await clock.advance(60_000);
  assert.deepEqual(
    await Promise.all(runs.map(async (run) => (await engine.run(run))?.state)),
    runs.map(() => "done"),
  );
  // The last probe goes first; all others as they were accepted.
  const [, ...rest] = posted;
  assert.deepEqual(
    rest,
    rest.toSorted((one, other) => one - other),
  );
  await engine.close({ drainMs: 0 });
});

test("a message that the system chokes on spends its attempts, also as a probe, and the others get through", async () => {
  const { engine, clock } = await bench();
  const flow = new Flow({ clock });
  const post: Effect = async (_attempt, input) => {
    if (input === 0) throw new Failure("unknown", "500", { status: 500 });
    return "ok";
  };
  await engine.serve("one", [calling(flow, "orders", "erp", post, { policy: patient })]);
  const poison = await engine.accept(command("orders", 0));
  await clock.advance(5_000);
  const other = await engine.accept(command("orders", 1));
  await clock.advance(600_000);
  assert.equal((await engine.run(other.run))?.state, "done");
  const letter = (await engine.deadLetters({ limit: 10 })).find(({ run }) => run === poison.run);
  assert.equal(letter?.steps.find(({ name }) => name === "posting")?.attempts.length, 3);
  await engine.close({ drainMs: 0 });
});

test("a message that a system which answers never answers spends its attempts, and lets its lane go", async () => {
  const { engine, clock } = await bench();
  const flow = new Flow({ clock });
  const hang: Effect = async ({ previous }) => {
    throw new Failure("unknown", "No answer.", previous === "unknown" ? { there: true } : {});
  };
  await engine.serve("one", [calling(flow, "orders", "erp", hang, { policy: patient })]);
  const { run } = await engine.accept(command("orders", 0));
  await clock.advance(3_600_000);
  const [letter] = await engine.deadLetters({ limit: 10 });
  assert.equal(letter?.run, run);
  assert.equal(letter?.steps.find(({ name }) => name === "posting")?.attempts.length, 3);
  await engine.close({ drainMs: 0 });
});

test("a probe that may not look, for want of a valid credential, spends no attempt", async () => {
  const { engine, clock } = await bench();
  const flow = new Flow({ clock });
  let valid = false;
  const post: Effect = async ({ previous }) => {
    if (previous === "none") throw new Failure("unknown", "No answer.");
    if (!valid) throw new Failure("unknown", "could not be seen: 401", { status: 401, there: false });
    return "ok";
  };
  const impatient = { ...patient, breaker: { ...patient.breaker, failures: 1 } };
  await engine.serve("one", [calling(flow, "orders", "erp", post, { policy: impatient })]);
  const { run } = await engine.accept(command("orders", 0));
  await clock.advance(3_600_000);
  assert.equal((await engine.deadLetters({ limit: 10 })).length, 0);
  valid = true;
  await clock.advance(120_000);
  assert.equal((await engine.run(run))?.state, "done");
  await engine.close({ drainMs: 0 });
});

test("while one ERP hangs, five others take all their work at full speed", async () => {
  const { engine, clock } = await bench({ active: 16 });
  const flow = new Flow({ clock });
  const systems = ["hanging", "a", "b", "c", "d", "e"];
  const hang: Effect = async ({ signal }) => {
    await clock.sleep(3_600_000, signal);
    throw new Failure("unknown", "No answer.");
  };
  await engine.serve(
    "one",
    systems.map((system) =>
      calling(flow, system, system, system === "hanging" ? hang : after(clock, 20), {
        limits: { concurrency: 4 },
      }),
    ),
  );
  for (let index = 0; index < 400; index += 1) await engine.accept(command("hanging", index));
  const others = [];
  for (let index = 0; index < 200; index += 1)
    for (const system of systems.slice(1)) others.push((await engine.accept(command(system, index))).run);
  // 200 calls of 20 ms, four at a time: a second. Nothing else costs time on this clock.
  await clock.advance(1_020);
  assert.deepEqual(
    await Promise.all(others.map(async (run) => (await engine.run(run))?.state)),
    others.map(() => "done"),
  );
  assert.equal((await engine.backlog()).running, 4);
  await engine.close({ drainMs: 0 });
});

test("where one route serves several ERPs, those of its runs that go to another than the hanging one do", async () => {
  const { engine, clock } = await bench({ active: 16 });
  const flow = new Flow({ clock });
  const route = program("orders", async (context, input) => {
    const hanging = (input as number) % 2 === 0;
    const turnstile = flow.turnstile(
      { name: hanging ? "hanging" : "well", limits: { concurrency: 4 } },
      policy(),
    );
    await context.step(
      info("posting"),
      options({ turnstile, policy: policy({ timeoutMs: 3_600_000 }) }),
      after(clock, hanging ? 3_600_000 : 20) as (attempt: Attempt) => Promise<string>,
    );
  });
  await engine.serve("one", [route]);
  const well = [];
  for (let index = 0; index < 1_000; index += 1) {
    const { run } = await engine.accept(command("orders", index));
    if (index % 2 === 1) well.push(run);
  }
  // A second until the queue of the hanging one counts as slow, then 500 calls of 20 ms, four at a time.
  await clock.advance(1_000 + 2_600);
  assert.deepEqual(
    await Promise.all(well.map(async (run) => (await engine.run(run))?.state)),
    well.map(() => "done"),
  );
  await engine.close({ drainMs: 0 });
});

test("runs far back in a queue leave memory and come back in their order", async () => {
  const { engine, clock } = await bench();
  const flow = new Flow({ clock });
  const posted: number[] = [];
  let mapped = 0;
  const route = program("orders", async (context, input) => {
    mapped += 1;
    const turnstile = flow.turnstile({ name: "erp", limits: { ratePerSecond: 1 } }, policy());
    await context.step(info("posting"), options({ turnstile }), async () => posted.push(input as number));
  });
  await engine.serve("one", [route]);
  for (let index = 0; index < 500; index += 1) await engine.accept(command("orders", index));
  await clock.advance(500_000);
  assert.deepEqual(
    posted,
    Array.from({ length: 500 }, (_, index) => index),
  );
  assert.ok(mapped > 500 && mapped <= 1_000, `${mapped} executions`);
  await engine.close({ drainMs: 0 });
});

test("however many wait outside memory for a system that is down, all go on when it is back", async () => {
  const { engine, clock } = await bench();
  const flow = new Flow({ clock });
  let down = true;
  let posted = 0;
  const post: Effect = async () => {
    if (down) throw new Failure("transient", "503");
    posted += 1;
    return "ok";
  };
  await engine.serve("one", [
    calling(flow, "orders", "erp", post, { policy: patient, limits: { concurrency: 10 } }),
  ]);
  const many = 9_000;
  await Promise.all(Array.from({ length: many }, (_, index) => engine.accept(command("orders", index))));
  await clock.advance(3_600_000);
  down = false;
  await clock.advance(3_600_000);
  assert.equal(posted, many);
  await engine.close({ drainMs: 0 });
});

test("a wait for a turn is no attempt: it is not recorded, and a restart during it repeats nothing", async () => {
  const { engine, clock } = await bench();
  const flow = new Flow({ clock });
  await engine.serve("one", [
    calling(flow, "orders", "erp", after(clock, 5_000), { limits: { concurrency: 1 } }),
  ]);
  await engine.accept(command("orders", 0));
  const second = await engine.accept(command("orders", 1));
  await clock.advance(1_000);
  assert.deepEqual(
    (await engine.history(second.run)).flatMap(({ attempts }) => attempts),
    [],
  );
  await clock.advance(10_000);
  const posting = (await engine.history(second.run)).find(({ name }) => name === "posting");
  assert.deepEqual(
    posting?.attempts.map(({ durationMs }) => durationMs),
    [5_000],
  );
  await engine.close({ drainMs: 0 });
});
