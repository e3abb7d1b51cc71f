import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { type Decision, type Engine, EngineRefusal } from "../../../../runtime/engine/port.ts";
import { command, flaky, info, options, program } from "../../../runtime/engine/embedded/bench-of.ts";
import { until } from "../../until.ts";
import { ann, gate, inState, openLetter, passing, quick, refusal, rested } from "../programs.ts";
import type { EngineCase, EngineSubject } from "../subject.ts";

/** Two people who say something about one run at the same moment, each to another process where there are two. */

const bob: Decision = { by: "bob", reason: "he looked too" };
/** Of what depends on who is first. */
const rounds = 6;

type Program = ReturnType<typeof program>;

async function two(subject: EngineSubject, ...programs: readonly Program[]) {
  const other = await subject.beside();
  await subject.engine.serve("one", programs);
  if (other !== subject.engine) await other.serve("one", programs);
  return [subject.engine, other] as const;
}

/** Whose words were taken; each other one is refused as a conflict, and its text says what happened. */
async function taken(words: readonly Promise<unknown>[], says: RegExp): Promise<readonly boolean[]> {
  const said = await Promise.allSettled(words);
  return said.map((word) => {
    if (word.status === "fulfilled") return true;
    assert.ok(word.reason instanceof EngineRefusal, String(word.reason));
    assert.equal(word.reason.code, "conflict");
    assert.match(word.reason.message, says);
    return false;
  });
}

/** Reserves, which can be undone, stands before a gate, and before another, then ships. */
function standing() {
  const calls: string[] = [];
  const [reached, held, last] = [gate(), gate(), gate()];
  const route = program("orders", async (run) => {
    await run.step(info("reserve"), options({ policy: quick() }), async () => void calls.push("reserve"));
    run.compensation("reserve", () =>
      run.step(info("compensate:reserve"), options({ policy: quick() }), async () => void calls.push("undo")),
    );
    await run.step(info("pick"), options({ policy: quick() }), async () => {
      reached.open();
      await held.passed;
    });
    await run.step(info("pack"), options({ policy: quick() }), () => last.passed);
    await run.step(info("ship"), options({ policy: quick() }), async () => void calls.push("ship"));
  });
  return { calls, reached, held, last, route };
}

/** Until a word has reached a run that another process works on. */
function heard({ capabilities }: Engine): Promise<void> {
  return sleep(3 * capabilities.heedsMs);
}

async function actions(engine: Engine, run: string): Promise<readonly string[]> {
  return (await engine.audit({ subject: run, limit: 9 })).map(({ action }) => action).toReversed();
}

export const words: readonly EngineCase[] = [
  {
    name: "a pause and a cancel at one moment both stand: the run is paused, and cancelled once it goes on",
    async run(subject) {
      const { calls, reached, held, route } = standing();
      const [one, other] = await two(subject, route);
      const { run } = await one.accept(command("orders"));
      await reached.passed;
      await Promise.all([one.pause(run, ann), other.cancel(run, { ...bob, compensate: true })]);
      await heard(one);
      held.open();
      await inState(one, run, "paused");
      assert.equal((await one.run(run))?.requested, "cancel");
      await other.resume(run, ann);
      await inState(one, run, "cancelled");
      assert.deepEqual(calls, ["reserve", "undo"]);
      assert.deepEqual((await actions(one, run)).toSorted(), ["cancel", "pause", "resume"]);
    },
  },
  {
    name: "of two who ask the same of a run the second is told who was first",
    async run(subject) {
      const { calls, reached, held, route } = standing();
      const [one, other] = await two(subject, route);
      const { run } = await one.accept(command("orders"));
      await reached.passed;
      const pauses = await taken(
        [one.pause(run, ann), other.pause(run, bob)],
        /being paused already \((ann|bob)/,
      );
      assert.equal(pauses.filter(Boolean).length, 1);
      await one.resume(run, ann);
      await assert.rejects(other.resume(run, bob), refusal("conflict"));
      const cancels = await taken(
        [one.cancel(run, { ...ann, compensate: true }), other.cancel(run, { ...bob, compensate: false })],
        /being cancelled already \((ann|bob)/,
      );
      assert.equal(cancels.filter(Boolean).length, 1);
      await heard(one);
      held.open();
      const { state, reason } = await rested(one, run);
      assert.deepEqual([state, reason], ["cancelled", cancels[0] ? "ann: she looked" : "bob: he looked too"]);
      assert.deepEqual(calls, cancels[0] ? ["reserve", "undo"] : ["reserve"]);
    },
  },
  {
    name: "a run that is resumed and cancelled at one moment is cancelled, and undone once",
    async run(subject) {
      const { calls, reached, held, last, route } = standing();
      const [one, other] = await two(subject, route);
      const runs = await Promise.all(Array.from({ length: rounds }, () => one.accept(command("orders"))));
      await reached.passed;
      for (const { run } of runs) await one.pause(run, ann);
      await heard(one);
      held.open();
      for (const { run } of runs) await inState(one, run, "paused");
      const begun = calls.filter((call) => call === "reserve").length;
      const resumed: boolean[] = [];
      for (const { run } of runs) {
        const words = [other.cancel(run, { ...bob, compensate: true }), one.resume(run, ann)];
        const [cancels, resumes = false] = await taken(words, /is not paused|is cancelled \(bob/);
        assert.ok(cancels);
        resumed.push(resumes);
      }
      await heard(one);
      last.open();
      for (const [index, { run }] of runs.entries()) {
        await inState(one, run, "cancelled");
        const said = (await actions(one, run)).filter((action) => action !== "pause");
        assert.deepEqual(said.toSorted(), resumed[index] ? ["cancel", "resume"] : ["cancel"]);
      }
      assert.equal(calls.filter((call) => call === "undo").length, begun);
      assert.ok(!calls.includes("ship"));
    },
  },
  {
    name: "a run whose route no build has any more is cancelled when the engine declares, and undoes nothing",
    async run(subject) {
      const nap = program("orders", (run) => run.sleep(info("nap", "sleep"), 3_600_000));
      await subject.engine.serve("one", [nap]);
      const { run } = await subject.engine.accept(command("orders"));
      await until(
        async () => (await subject.engine.history(run))[0]?.outcome,
        (outcome) => outcome === "waiting",
      );
      await subject.restart();
      await subject.engine.serve("two", [program("returns", async () => undefined)]);
      await subject.engine.cancel(run, { ...ann, compensate: false });
      if (subject.engine.capabilities.cancelsUnserved === "once-served") {
        assert.equal((await subject.engine.run(run))?.requested, "cancel");
        await subject.restart();
        await subject.engine.serve("three", [nap]);
      }
      const { state, reason } = await rested(subject.engine, run);
      assert.deepEqual([state, reason], ["cancelled", "ann: she looked"]);
    },
  },
  {
    name: "of two decisions on an approval the first counts, and its branch is taken once",
    async run(subject) {
      const released: string[] = [];
      const [one, other] = await two(
        subject,
        program("orders", async (run) => {
          const said = await run.approve(info("release", "approve"), { role: "finance", show: {} });
          await run.step(
            info("act"),
            options({ policy: quick() }),
            async () => void released.push(said.kind),
          );
        }),
      );
      for (let round = 1; round <= rounds; round += 1) {
        const { run } = await one.accept(command("orders"));
        await until(
          () => one.approvals({ limit: 9 }),
          ({ length }) => length === 1,
        );
        const answers = await Promise.all([
          one.decide(run, "release", { decision: "approved", by: "ann" }),
          other.decide(run, "release", { decision: "rejected", by: "bob" }),
        ]);
        assert.deepEqual(answers.toSorted(), ["already", "done"]);
        await inState(one, run, "done");
        assert.equal(released.length, round);
        assert.equal(released.at(-1), answers[0] === "done" ? "approved" : "rejected");
        assert.deepEqual(await actions(one, run), [answers[0] === "done" ? "approve" : "reject"]);
      }
    },
  },
  {
    name: "of two words on a dead letter one counts, and the other is told whose was first and what it was",
    async run(subject) {
      const post = flaky(Array.from({ length: rounds }, () => ["refused", undefined]).flat() as never);
      const [one, other] = await two(
        subject,
        program("orders", async (run) => {
          await run.step(info("post"), options({ policy: passing }), post.effect);
        }),
      );
      for (let round = 0; round < rounds; round += 1) {
        const made = post.attempts.length;
        const { run } = await one.accept(command("orders"));
        const letter = await openLetter(one);
        const again = one.redrive(letter, { ...ann, from: "step" });
        const second = [
          () => other.redrive(letter, { ...bob, from: "step" }),
          () => other.discard(letter, bob),
          () => other.restart(run, { ...bob, fromStep: "post" }),
        ][round % 3];
        const counted = await taken(
          [again, second?.() ?? assert.fail()],
          /already (redriven|discarded), by (ann|bob)\.|under way|is done|is cancelled|decided about/,
        );
        assert.equal(counted.filter(Boolean).length, 1, `round ${round}`);
        const discarded = round % 3 === 1 && counted[1] === true;
        assert.equal((await rested(one, run)).state, discarded ? "cancelled" : "done");
        assert.equal(post.attempts.length, made + (discarded ? 1 : 2));
        // For the next round, whose first attempt is to fail.
        if (discarded) post.attempts.push(post.attempts[0] ?? assert.fail());
      }
    },
  },
  {
    name: "letters that two redrive in bulk at one moment are each redriven once",
    async run(subject) {
      const attempts = new Map<string, number>();
      const [one, other] = await two(
        subject,
        program("orders", async (run) => {
          await run.step(info("post"), options({ policy: passing }), (attempt) => {
            const made = (attempts.get(attempt.attemptKey) ?? 0) + 1;
            attempts.set(attempt.attemptKey, made);
            return made === 1 ? flaky(["refused"]).effect(attempt) : Promise.resolve("posted");
          });
        }),
      );
      const all = 12;
      for (let sent = 0; sent < all; sent += 1) await one.accept(command("orders"));
      await until(
        () => one.deadLetters({ state: "open", limit: 99 }),
        ({ length }) => length === all,
      );
      const order = { ...ann, action: "redrive", ratePerSecond: 200 } as const;
      const orders = await Promise.all(
        [one, other].map(async (engine) => ({ engine, order: await engine.bulk({}, order) })),
      );
      const over = await Promise.all(
        orders.map(({ engine, order: { id } }) =>
          until(
            () => engine.bulkProgress(id),
            (progress) => progress?.state === "done",
          ),
        ),
      );
      assert.equal(
        over.reduce((sum, progress) => sum + (progress?.done ?? 0), 0),
        all,
      );
      for (const progress of over)
        for (const { reason } of progress?.passedOver ?? [])
          assert.match(reason, /already redriven, by|decided/);
      const [first] = orders;
      assert.ok(first);
      // Asked of the other process, which was not given the order.
      const told = await until(
        () => other.bulkProgress(first.order.id),
        (progress) => progress?.state === "done",
      );
      assert.deepEqual(told, await one.bulkProgress(first.order.id));
      await until(
        () => one.runs({ state: "done", limit: 99 }),
        ({ runs }) => runs.length === all,
      );
      assert.deepEqual(
        [...attempts.values()],
        Array.from({ length: all }, () => 2),
      );
    },
  },
];
