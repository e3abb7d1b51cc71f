import assert from "node:assert/strict";
import type { Approved, Waited } from "../../../../runtime/engine/port.ts";
import { command, info, options, program } from "../../../runtime/engine/embedded/bench-of.ts";
import { outside } from "../../events/outside.ts";
import { until } from "../../until.ts";
import { rested, textOf } from "../programs.ts";
import type { EngineCase, EngineSubject } from "../subject.ts";

const settled = "payment-settled@1";

function payment(id: string, reference: string) {
  return outside(id, { type: settled, subject: reference, data: { reference } });
}

/** Waits for the payment that its input names; `within` milliseconds. */
function waits(seen: Waited[], within?: number) {
  return program("orders", async (run, input) => {
    const meant = textOf(input);
    const waited = await run.wait(info("payment", "wait"), {
      event: {
        type: settled,
        where: (data) => (data as { reference: string }).reference === meant,
        match: { path: ["reference"], value: meant },
      },
      ...(within === undefined ? {} : { withinMs: within }),
    });
    seen.push(waited);
  });
}

function asks(seen: Approved[], within?: number) {
  return program("orders", async (run) => {
    const show = { order: 7 };
    seen.push(
      await run.approve(info("review", "approve"), {
        role: "fraud-desk",
        show,
        ...(within === undefined ? {} : { withinMs: within }),
      }),
    );
  });
}

async function waitingFor({ engine }: EngineSubject, run: string): Promise<void> {
  await until(
    async () => (await engine.history(run))[0]?.outcome,
    (outcome) => outcome === "waiting",
  );
}

export const waiting: readonly EngineCase[] = [
  {
    name: "a sleep takes its time, not less, and outlives the process",
    async run(subject) {
      let woke = 0;
      const route = program("orders", async (run) => {
        await run.sleep(info("nap", "sleep"), 600);
        woke = Date.now();
      });
      await subject.engine.serve("one", [route]);
      const { run } = await subject.engine.accept(command("orders"));
      await waitingFor(subject, run);
      const { acceptedAt } = (await subject.engine.run(run)) ?? assert.fail();
      await subject.restart();
      await subject.engine.serve("one", [route]);
      await rested(subject.engine, run);
      assert.ok(woke - acceptedAt >= 600, `after ${woke - acceptedAt} ms`);
    },
  },
  {
    name: "a wait ends with the event that is meant, and not with another's",
    async run(subject) {
      const seen: Waited[] = [];
      await subject.engine.serve("one", [waits(seen)]);
      const { run } = await subject.engine.accept(command("orders", "7"));
      await waitingFor(subject, run);
      await subject.engine.events.publish([payment("a", "8"), payment("b", "7")]);
      await rested(subject.engine, run);
      assert.deepEqual(seen, [{ kind: "event", data: { reference: "7" } }]);
    },
  },
  {
    name: "an event that came after the run was accepted and before it waited is not missed",
    async run({ engine }) {
      const seen: Waited[] = [];
      const route = waits(seen);
      await engine.serve("one", [
        {
          ...route,
          async run(context, input) {
            await context.step(info("slow"), options(), async () => {
              await engine.events.publish([payment("a", "7")]);
            });
            return route.run(context, input);
          },
        },
      ]);
      const { run } = await engine.accept(command("orders", "7"));
      await rested(engine, run);
      assert.equal(seen[0]?.kind, "event");
    },
  },
  {
    name: "a wait whose time is over goes on without its event",
    async run({ engine }) {
      const seen: Waited[] = [];
      await engine.serve("one", [waits(seen, 50)]);
      const { run } = await engine.accept(command("orders", "7"));
      assert.equal((await rested(engine, run)).state, "done");
      assert.deepEqual(seen, [{ kind: "expired" }]);
    },
  },
  {
    name: "a wait outlives the process, with the event that is published after it",
    async run(subject) {
      const seen: Waited[] = [];
      await subject.engine.serve("one", [waits(seen)]);
      const { run } = await subject.engine.accept(command("orders", "7"));
      await waitingFor(subject, run);
      await subject.restart();
      await subject.engine.serve("one", [waits(seen)]);
      await subject.engine.events.publish([payment("a", "7")]);
      await rested(subject.engine, run);
      assert.equal(seen[0]?.kind, "event");
    },
  },
  {
    name: "an approval is listed for its role with what to show, and the first word counts",
    async run(subject) {
      const { engine } = subject;
      const seen: Approved[] = [];
      await engine.serve("one", [asks(seen)]);
      const { run } = await engine.accept(command("orders"));
      await waitingFor(subject, run);
      const [open] = await engine.approvals({ role: "fraud-desk", limit: 9 });
      assert.deepEqual([open?.run, open?.step, open?.show], [run, "review", { order: 7 }]);
      assert.deepEqual(await engine.approvals({ role: "warehouse", limit: 9 }), []);
      const say = (decision: "approved" | "rejected") =>
        engine.decide(run, "review", { decision, by: "ann", note: "known" });
      assert.equal(await engine.decide(run, "other", { decision: "approved", by: "ann" }), "unknown");
      assert.equal(await say("approved"), "done");
      assert.equal(await say("rejected"), "already");
      await rested(engine, run);
      assert.equal(await say("rejected"), "already", "the run has gone on");
      const [said] = seen;
      assert.equal(said?.kind, "approved");
      assert.deepEqual([said.by, said.note], ["ann", "known"]);
      assert.deepEqual(await engine.approvals({ limit: 9 }), []);
    },
  },
  {
    name: "a rejection is an answer, and outlives the process",
    async run(subject) {
      const seen: Approved[] = [];
      await subject.engine.serve("one", [asks(seen)]);
      const { run } = await subject.engine.accept(command("orders"));
      await waitingFor(subject, run);
      await subject.restart();
      await subject.engine.decide(run, "review", { decision: "rejected", by: "ann" });
      await subject.engine.serve("one", [asks(seen)]);
      await rested(subject.engine, run);
      assert.equal(seen[0]?.kind, "rejected");
    },
  },
  {
    name: "an approval whose time is over is expired, and a word after that is too late",
    async run({ engine }) {
      const seen: Approved[] = [];
      await engine.serve("one", [asks(seen, 50)]);
      const { run } = await engine.accept(command("orders"));
      await rested(engine, run);
      assert.deepEqual(seen, [{ kind: "expired" }]);
      assert.notEqual(await engine.decide(run, "review", { decision: "approved", by: "ann" }), "done");
    },
  },
];
