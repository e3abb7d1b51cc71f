import assert from "node:assert/strict";
import { command, flaky, info, options, program } from "../../../runtime/engine/embedded/bench-of.ts";
import { until } from "../../until.ts";
import { ann, gate, inState, openLetter, passing, quick, refusal, rested } from "../programs.ts";
import type { EngineCase } from "../subject.ts";

/** Reserves and charges, each of which can be undone, then stands before a gate, then ships. */
function undoable() {
  const calls: string[] = [];
  const held = gate();
  const reached = gate();
  const route = program("orders", async (run) => {
    for (const name of ["reserve", "charge"]) {
      await run.step(info(name), options({ policy: quick() }), async () => void calls.push(name));
      run.compensation(name, () =>
        run.step(
          info(`compensate:${name}`),
          options({ policy: quick() }),
          async () => void calls.push(`undo ${name}`),
        ),
      );
    }
    await run.step(info("pick"), options({ policy: quick() }), async () => {
      reached.open();
      await held.passed;
      calls.push("pick");
    });
    await run.step(info("ship"), options({ policy: quick() }), async () => void calls.push("ship"));
  });
  return { calls, held, reached, route };
}

export const interventions: readonly EngineCase[] = [
  {
    name: "cancelled with undoing, a run ends its step under way, undoes in reverse order, once, and is over",
    async run({ engine }) {
      const { calls, held, reached, route } = undoable();
      await engine.serve("one", [route]);
      const { run } = await engine.accept(command("orders"));
      await reached.passed;
      await engine.cancel(run, { ...ann, compensate: true });
      assert.equal((await engine.run(run))?.requested, "cancel");
      held.open();
      const { state, reason } = await rested(engine, run);
      assert.deepEqual([state, reason], ["cancelled", "ann: she looked"]);
      assert.deepEqual(calls, ["reserve", "charge", "pick", "undo charge", "undo reserve"]);
    },
  },
  {
    name: "cancelled without undoing, what is done stays",
    async run({ engine }) {
      const { calls, held, reached, route } = undoable();
      await engine.serve("one", [route]);
      const { run } = await engine.accept(command("orders"));
      await reached.passed;
      await engine.cancel(run, { ...ann, compensate: false });
      held.open();
      assert.equal((await rested(engine, run)).state, "cancelled");
      assert.deepEqual(calls, ["reserve", "charge", "pick"]);
      await assert.rejects(engine.cancel(run, { ...ann, compensate: false }), refusal("conflict"));
    },
  },
  {
    name: "a run that sleeps is cancelled at once",
    async run({ engine }) {
      await engine.serve("one", [program("orders", (run) => run.sleep(info("nap", "sleep"), 3_600_000))]);
      const { run } = await engine.accept(command("orders"));
      await until(
        async () => (await engine.history(run))[0]?.outcome,
        (outcome) => outcome === "waiting",
      );
      await engine.cancel(run, { ...ann, compensate: true });
      assert.equal((await rested(engine, run)).state, "cancelled");
    },
  },
  {
    name: "undoing that fails is a dead letter, and its redrive goes on undoing",
    async run({ engine }) {
      const undo = flaky(["refused"]);
      const begun = gate();
      const held = gate();
      await engine.serve("one", [
        program("orders", async (run) => {
          await run.step(info("reserve"), options(), async () => undefined);
          run.compensation(
            "reserve",
            async () =>
              void (await run.step(info("compensate:reserve"), options({ policy: passing }), undo.effect)),
          );
          await run.step(info("pick"), options(), () => {
            begun.open();
            return held.passed;
          });
          assert.fail("It was cancelled.");
        }),
      ]);
      const { run } = await engine.accept(command("orders"));
      await begun.passed;
      await engine.cancel(run, { ...ann, compensate: true });
      held.open();
      const letter = await openLetter(engine);
      assert.equal((await engine.deadLetter(letter))?.step, "compensate:reserve");
      await engine.redrive(letter, { ...ann, from: "step" });
      await inState(engine, run, "cancelled");
      assert.equal(undo.attempts.length, 2);
    },
  },
  {
    name: "paused, a run holds its lane, also across processes; resumed, it goes on where it was",
    async run(subject) {
      const { calls, held, reached, route } = undoable();
      await subject.engine.serve("one", [route]);
      const { run } = await subject.engine.accept(command("orders", {}, { lane: "a" }));
      await reached.passed;
      await subject.engine.pause(run, ann);
      held.open();
      await inState(subject.engine, run, "paused");
      const next = await subject.engine.accept(command("orders", {}, { lane: "a" }));
      await subject.restart();
      await subject.engine.serve("one", [route]);
      assert.deepEqual(calls, ["reserve", "charge", "pick"]);
      assert.equal((await subject.engine.backlog()).paused, 1);
      await subject.engine.resume(run, ann);
      await rested(subject.engine, next.run);
      await inState(subject.engine, run, "done");
      const once = ["reserve", "charge", "pick", "ship"];
      assert.deepEqual(calls, [...once, ...once]);
    },
  },
  {
    name: "restarted from a step, a run keeps its id and what was before, and does anew what follows",
    async run({ engine }) {
      const reserve = flaky([]);
      const charge = flaky([]);
      const ship = flaky(["refused"]);
      await engine.serve("one", [
        program("orders", async (run) => {
          await run.step(info("reserve"), options({ policy: passing }), reserve.effect);
          await run.step(info("charge"), options({ policy: passing }), charge.effect);
          await run.step(info("ship"), options({ policy: passing }), ship.effect);
        }),
      ]);
      const { run } = await engine.accept(command("orders"));
      await rested(engine, run);
      const letter = await openLetter(engine);
      await assert.rejects(engine.restart(run, { ...ann, fromStep: "nowhere" }), refusal("unknown"));
      await engine.restart(run, { ...ann, fromStep: "charge" });
      await inState(engine, run, "done");
      assert.deepEqual(
        [reserve, charge, ship].map(({ attempts }) => attempts.length),
        [1, 2, 2],
      );
      assert.equal((await engine.deadLetter(letter))?.state, "redriven");
    },
  },
  {
    name: "who did what to a run, and why, is in the audit, newest first",
    async run({ engine }) {
      const ship = flaky(["refused", "refused"]);
      await engine.serve("one", [
        program(
          "orders",
          async (run) => void (await run.step(info("ship"), options({ policy: passing }), ship.effect)),
        ),
      ]);
      const { run } = await engine.accept(command("orders"));
      const first = await openLetter(engine);
      await engine.redrive(first, { ...ann, from: "step" });
      const second = await until(
        () => openLetter(engine).catch(() => ""),
        (letter) => letter !== "" && letter !== first,
      );
      await engine.discard(second, { by: "bob", reason: "a test" });
      const audit = await engine.audit({ limit: 9 });
      assert.deepEqual(
        audit.map(({ action, subject, by }) => [action, subject, by]),
        [
          ["discard", `deadletter:${second}`, "bob"],
          ["redrive", `deadletter:${first}`, "ann"],
        ],
      );
      assert.deepEqual((await engine.audit({ subject: `deadletter:${first}`, limit: 9 })).length, 1);
      await rested(engine, run);
    },
  },
];
