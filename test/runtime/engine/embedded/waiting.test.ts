import assert from "node:assert/strict";
import { test } from "node:test";
import { Failure } from "../../../../runtime/contract/failure.ts";
import { bench, command, info, options, program } from "./bench-of.ts";
import { day } from "./saga.ts";

test("a long wait leaves memory and goes on by replay (scheduler 3)", async () => {
  const { engine, clock } = await bench();
  let [started, ended] = [0, 0];
  await engine.serve("one", [
    program("orders", async (run) => {
      started += 1;
      await run.sleep(info("nap", "sleep"), 86_400_000);
      ended += 1;
    }),
  ]);
  for (let number = 0; number < 50; number += 1) await engine.accept(command("orders"));
  await clock.advance(86_399_999);
  assert.deepEqual([started, ended], [50, 0]);
  await clock.advance(1);
  assert.deepEqual([started, ended], [100, 50]);
});

test("sleeping runs take no place of active ones, and are no backlog (scheduler 2)", async () => {
  const { engine, clock } = await bench({ active: 2, backlog: 5 });
  let done = 0;
  await engine.serve("one", [
    program("sleepy", async (run) => run.sleep(info("nap", "sleep"), 86_400_000)),
    program("quick", async () => void (done += 1)),
  ]);
  for (let number = 0; number < 20; number += 1) {
    await engine.accept(command("sleepy"));
    await engine.settled();
  }
  await engine.accept(command("quick"));
  await engine.settled();
  assert.equal(done, 1);
  await clock.advance(86_400_000);
  assert.equal((await engine.backlog()).waiting, 0);
});

test("at most `active` programs move at a time (scheduler 2)", async () => {
  const { engine, clock } = await bench({ active: 3 });
  let [now, most] = [0, 0];
  await engine.serve("one", [
    program("orders", async (run) => {
      await run.step(info("post"), options(), async () => {
        now += 1;
        most = Math.max(most, now);
        await clock.sleep(10);
        now -= 1;
      });
    }),
  ]);
  for (let number = 0; number < 12; number += 1) await engine.accept(command("orders"));
  await clock.advance(1_000);
  assert.deepEqual([now, most], [0, 3]);
});

test("branches of one run go on side by side, and one that fails leaves the others' outcomes recorded", async () => {
  const { engine, clock } = await bench();
  let fails = true;
  const calls: string[] = [];
  const item = (run: Parameters<Parameters<typeof program>[1]>[0], index: number) =>
    run.step(info(`all[${index}].post`), options(), async () => {
      calls.push(`${index}`);
      await clock.sleep(index * 100);
      if (fails && index > 1) throw new Failure("refused", "no");
    });
  await engine.serve("one", [
    program("orders", async (run) => {
      const all = await Promise.allSettled([0, 1, 2, 3].map((index) => item(run, index)));
      for (const one of all) if (one.status === "rejected") throw one.reason;
    }),
  ]);
  const { run } = await engine.accept(command("orders"));
  await clock.advance(1_000);
  assert.equal((await engine.run(run))?.state, "failed");
  fails = false;
  await engine.redrive("1", { from: "step", by: "test" });
  await clock.advance(1_000);
  assert.equal((await engine.run(run))?.state, "done");
  assert.deepEqual(calls, ["0", "1", "2", "3", "2", "3"]);
});

test("a decision is made once for a key, across runs and restarts (context 2)", async () => {
  const { engine } = await bench();
  const seen: string[] = [];
  let choice = "";
  await engine.serve("one", [
    program("orders", async (run) => {
      seen.push(
        await run.decide(info("provider", "decide"), "order-1", () => {
          if (choice === "none") throw new Failure("invalid", "nobody decides");
          return choice;
        }),
      );
    }),
  ]);
  for (choice of ["sap", "dynamics", "none"]) {
    await engine.accept(command("orders", choice));
    await engine.settled();
  }
  assert.deepEqual(seen, ["sap", "sap", "sap"]);
});

test("events come in the order of their commits, after a position", async () => {
  const { engine } = await bench();
  await engine.serve("one", [
    program("orders", async (run, input) =>
      run.publish(info("told", "publish"), { type: "told@1", subject: "s", data: input }),
    ),
  ]);
  for (const number of [1, 2, 3]) await engine.accept(command("orders", number, { lane: "a" }));
  await engine.settled();
  const logged = await engine.events.read({ limit: 10 });
  assert.deepEqual(
    logged.map(({ event }) => event.data),
    [1, 2, 3],
  );
  const after = await engine.events.read({ after: logged[0]?.position ?? "", limit: 1 });
  assert.deepEqual(
    after.map(({ event }) => event.data),
    [2],
  );
});

test("a person decides once; the deadline decides where nobody did; whoever is first counts", async () => {
  const { engine, clock } = await bench();
  const got: unknown[] = [];
  const route = program("orders", async (run) => {
    got.push(
      await run.approve(info("review", "approve"), { role: "fraud", show: { total: 5 }, withinMs: day }),
    );
  });
  await engine.serve("one", [route]);
  const first = (await engine.accept(command("orders"))).run;
  const second = (await engine.accept(command("orders"))).run;
  await clock.advance(3_600_000);
  assert.deepEqual(
    (await engine.approvals({ role: "fraud", limit: 5 })).map(({ run, step, show }) => [run, step, show]),
    [
      [first, "review", { total: 5 }],
      [second, "review", { total: 5 }],
    ],
  );
  const word = { decision: "approved", by: "ann", note: "known customer" } as const;
  assert.equal(await engine.decide(first, "review", word), "done");
  assert.equal(await engine.decide(first, "review", { ...word, decision: "rejected" }), "already");
  assert.equal(await engine.decide(first, "other", word), "unknown");
  await clock.advance(day);
  assert.equal(await engine.decide(second, "review", word), "already", "its time is over");
  assert.deepEqual(got, [
    { kind: "approved", by: "ann", at: clock.now() - day, note: "known customer" },
    { kind: "expired" },
  ]);
  assert.deepEqual(await engine.approvals({ limit: 5 }), []);
});
