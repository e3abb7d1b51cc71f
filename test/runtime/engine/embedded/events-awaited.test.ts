import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "../../../../runtime/contract/json.ts";
import type { Program, Waited, WaitOptions } from "../../../../runtime/engine/port.ts";
import { bench, command, info, policy, program } from "./bench-of.ts";
import { consumer } from "./events/events-of.ts";
import { processes } from "./processes.ts";

const day = 86_400_000;

/** Publishes its message as `paid@1`. */
const payments = program("payments", async (run, data) =>
  run.publish(info("paid", "publish"), { type: "paid@1", data }),
);

/** Waits for the payment of its order; what it got is in `got`, by order. */
function orders(got: Map<string, Waited>, more: Partial<WaitOptions> = {}, matching = true): Program {
  return program("orders", async (run, input) => {
    const { order, first } = input as { order: string; first?: number };
    if (first !== undefined) await run.sleep(info("first", "wait"), first);
    const match = matching ? { match: { path: ["order"], value: order } } : {};
    const waited = await run.wait(info("paid", "wait"), {
      event: { type: "paid@1", where: (data) => (data as { order: string }).order === order, ...match },
      ...more,
    });
    got.set(order, waited);
    return waited.kind;
  });
}

const paid = (order: string, amount = 1): Json => ({ order, amount });

test("a wait ends with the event that is meant, and not with another's", async () => {
  const { engine, clock } = await bench();
  const got = new Map<string, Waited>();
  await engine.serve("one", [orders(got), payments]);
  const { run } = await engine.accept(command("orders", { order: "A" }));
  await engine.accept(command("payments", paid("B")));
  await clock.advance(day);
  assert.equal((await engine.run(run))?.state, "waiting");
  await engine.accept(command("payments", paid("A", 7)));
  await engine.settled();
  assert.deepEqual(got.get("A"), { kind: "event", data: paid("A", 7) });
  assert.equal((await engine.run(run))?.outcome, "event");
});

test("an event that came after the run was accepted and before it waited is not missed; one from before is not meant", async () => {
  for (const matching of [true, false]) {
    const { engine, clock } = await bench();
    const got = new Map<string, Waited>();
    await engine.serve("one", [orders(got, {}, matching), payments]);
    await engine.accept(command("payments", paid("A", 1)));
    await engine.settled();
    await engine.accept(command("orders", { order: "A", first: 1_000 }));
    await engine.settled();
    await engine.accept(command("payments", paid("A", 2)));
    await engine.settled();
    await engine.accept(command("payments", paid("A", 3)));
    await clock.advance(1_000);
    assert.deepEqual(got.get("A"), { kind: "event", data: paid("A", 2) });
  }
});

test("a wait whose time is over goes on without, and an event after that changes nothing", async () => {
  const { engine, clock } = await bench();
  const got = new Map<string, Waited>();
  await engine.serve("one", [orders(got, { withinMs: 5 * day }), payments]);
  const { run } = await engine.accept(command("orders", { order: "A" }));
  await clock.advance(5 * day - 1);
  assert.equal(got.size, 0);
  await clock.advance(1);
  await engine.accept(command("payments", paid("A")));
  await engine.settled();
  assert.deepEqual([got.get("A"), (await engine.run(run))?.outcome], [{ kind: "expired" }, "expired"]);
});

test("a publish brings back to memory only the runs whose field has its value (correlation 3)", async () => {
  const { engine, clock } = await bench();
  let started = 0;
  const got = new Map<string, Waited>();
  const waiting = orders(got);
  await engine.serve("one", [
    { ...waiting, run: (run, input) => ((started += 1), waiting.run(run, input)) },
    payments,
  ]);
  for (let order = 0; order < 40; order += 1)
    await engine.accept(command("orders", { order: String(order) }));
  await clock.advance(day);
  assert.equal(started, 40);
  await engine.accept(command("payments", paid("7")));
  await engine.settled();
  assert.deepEqual([started, [...got.keys()]], [41, ["7"]]);
});

test("without a field to match, each run looks at each event once, and the one that is meant goes on", async () => {
  const { engine, clock } = await bench();
  const got = new Map<string, Waited>();
  await engine.serve("one", [orders(got, {}, false), payments]);
  for (const order of ["A", "B", "C"]) await engine.accept(command("orders", { order }));
  await clock.advance(day);
  await engine.accept(command("payments", paid("B")));
  await clock.advance(day);
  assert.deepEqual([...got.keys()], ["B"]);
});

test("an event that the condition can not read is not the one, and harms no run", async () => {
  const { engine } = await bench();
  const got = new Map<string, Waited>();
  const route = program("orders", async (run) => {
    const waited = await run.wait(info("paid", "wait"), {
      event: { type: "paid@1", where: (data) => (data as { deep: { order: string } }).deep.order === "A" },
    });
    got.set("A", waited);
  });
  await engine.serve("one", [route, payments]);
  await engine.accept(command("orders"));
  await engine.accept(command("payments", { order: "A" }));
  await engine.settled();
  assert.equal(got.size, 0);
  await engine.accept(command("payments", { deep: { order: "A" } }));
  await engine.settled();
  assert.deepEqual(got.get("A"), { kind: "event", data: { deep: { order: "A" } } });
});

test("a wait outlives the process, with the event published before it ended or after (wait 2)", async (context) => {
  for (const matching of [true, false]) {
    const next = await processes(context);
    const got = new Map<string, Waited>();
    const programs = [orders(got, { withinMs: 5 * day }, matching), payments];
    const one = await next("one", programs);
    await one.engine.accept(command("orders", { order: "A" }));
    await one.engine.accept(command("orders", { order: "B" }));
    await one.clock.advance(day);
    await one.engine.close({ drainMs: 0 });
    // Of this process the payments are served alone: the waiting runs have no home and stay.
    const two = await next("one", [payments]);
    await two.engine.accept(command("payments", paid("A")));
    await two.clock.advance(6 * day);
    await two.engine.close({ drainMs: 0 });
    const three = await next("one", programs);
    await three.clock.advance(1);
    assert.deepEqual(
      [...got].toSorted(([one], [other]) => one.localeCompare(other)),
      [
        ["A", { kind: "event", data: paid("A") }],
        ["B", { kind: "expired" }],
      ],
    );
    await three.engine.close({ drainMs: 0 });
  }
});

test("what is waited for is forgotten with the wait, however the run ends", async () => {
  const { engine, clock, store } = await bench();
  const got = new Map<string, Waited>();
  await engine.serve("one", [orders(got, { withinMs: day }), payments]);
  const runs = [];
  for (const order of ["A", "B", "C"]) runs.push((await engine.accept(command("orders", { order }))).run);
  await clock.advance(10_000);
  assert.equal((await store.read("waitKeys")).length, 1);
  await engine.accept(command("payments", paid("A")));
  await engine.cancel(runs[1] ?? "", { compensate: false, by: "ann" });
  await clock.advance(day);
  assert.deepEqual(await store.read("waitKeys"), []);
  assert.deepEqual(await store.read("hits", 1, 0), []);
});

test("two branches of a run wait for two events at a time", async () => {
  const { engine, clock } = await bench();
  let sum = 0;
  const amount = (waited: Waited): number =>
    waited.kind === "event" ? (waited.data as { amount: number }).amount : 0;
  const route = program(
    "orders",
    async (run) => {
      const both = ["A", "B"].map((order) =>
        run.wait(info(`paid.${order}`, "wait"), {
          event: {
            type: "paid@1",
            where: (data) => (data as { order: string }).order === order,
            match: { path: ["order"], value: order },
          },
        }),
      );
      sum = (await Promise.all(both)).map(amount).reduce((one, other) => one + other);
    },
    policy(),
  );
  await engine.serve("one", [route, payments]);
  await engine.accept(command("orders"));
  await clock.advance(day);
  await engine.accept(command("payments", paid("B", 2)));
  await clock.advance(day);
  await engine.accept(command("payments", paid("A", 40)));
  await engine.settled();
  assert.equal(sum, 42);
});

test("an event that can not be read holds up neither who waits nor who consumes, and is told (log 3)", async (t) => {
  const warned: string[] = [];
  const warn = t.mock.method(process, "emitWarning", (text: string) => void warned.push(text));
  const { engine, store } = await bench();
  const [got, taken] = [new Map<string, Waited>(), [] as Json[]];
  await engine.serve("one", [
    orders(got),
    payments,
    consumer("ledger", async (_run, event) => void taken.push(event.data), { type: "paid@1" }),
  ]);
  await engine.accept(command("orders", { order: "A" }));
  await engine.settled();
  await store.write([["event", "torn", "/bank", "paid@1", null, 0, null, null, '{"order":']]);
  await engine.accept(command("payments", paid("A")));
  await engine.settled();
  assert.deepEqual([got.get("A")?.kind, taken], ["event", [paid("A")]]);
  assert.equal((await engine.events.read({ limit: 9 })).length, 1);
  warn.mock.restore();
  assert.deepEqual(warned, ["Event 1 of paid@1 can not be read. It is passed over."]);
});
