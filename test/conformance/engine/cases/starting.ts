import assert from "node:assert/strict";
import type { Json } from "../../../../runtime/contract/json.ts";
import type { CloudEvent } from "../../../../runtime/events/port.ts";
import { command, info, options, program } from "../../../runtime/engine/embedded/bench-of.ts";
import { until } from "../../until.ts";
import { gate, rested } from "../programs.ts";
import type { EngineCase } from "../subject.ts";

/** Takes events of a type, each once. */
function taking(type: string, seen: CloudEvent[]) {
  return {
    ...program("mail", async (_run, input) => void seen.push(input as unknown as CloudEvent)), // as `accept` gave it
    consumes: {
      type,
      from: "beginning" as const,
      accept: (event: CloudEvent) => ({
        route: "mail",
        input: event as unknown as Json, // an event is JSON
        searchKeys: [event.id],
        idempotency: { key: `${event.source} ${event.id}`, keepMs: 86_400_000 },
      }),
    },
  };
}

export const starting: readonly EngineCase[] = [
  {
    name: "an event is in the commit of its step: a run that ends leaves it published once, and a route takes it once",
    async run(subject) {
      const seen: CloudEvent[] = [];
      const begun = gate();
      let attempts = 0;
      const shop = program("shop", async (run) => {
        await run.publish(info("told", "publish"), { type: "ordered@1", subject: "7", data: { id: 7 } });
        await run.step(info("post"), options(), () => {
          attempts += 1;
          begun.open();
          return attempts === 1 ? new Promise<void>(() => undefined) : Promise.resolve();
        });
      });
      await subject.engine.serve("one", [shop]);
      const { run } = await subject.engine.accept(command("shop"));
      await begun.passed;
      await subject.restart();
      await subject.engine.serve("two", [shop, taking("ordered@1", seen)]);
      await rested(subject.engine, run);
      await until(
        () => seen,
        ({ length }) => length > 0,
      );
      const logged = await subject.engine.events.read({ type: "ordered@1", limit: 9 });
      assert.deepEqual([logged.length, seen.length], [1, 1]);
      const [event] = seen;
      assert.deepEqual(
        [event?.id, event?.source, event?.subject, event?.data],
        [`${run}/told`, "shop", "7", { id: 7 }],
      );
    },
  },
  {
    name: "a route with a time table has a run a tick, once",
    async run({ engine }) {
      const ticks: number[] = [];
      await engine.serve("one", [
        {
          ...program("nightly", async (_run, input) => void ticks.push(Number(input))),
          schedule: {
            cron: "* * * * *",
            zone: "UTC",
            missed: "once",
            next: (after) => Math.floor(after / 250) * 250 + 250,
            accept: (tick) => ({
              route: "nightly",
              input: tick,
              searchKeys: [],
              idempotency: { key: `tick-${tick}`, keepMs: 86_400_000 },
            }),
          },
        },
      ]);
      await until(
        () => ticks,
        ({ length }) => length >= 3,
      );
      assert.equal(new Set(ticks).size, ticks.length);
      assert.deepEqual(
        (await engine.schedules.list(1)).map(({ route }) => route),
        ["nightly"],
      );
    },
  },
  {
    name: "closing lets an effect under way end and be recorded, and begins no other",
    async run(subject) {
      const begun = gate();
      const calls: string[] = [];
      const held = gate();
      const route = program("orders", async (run) => {
        for (const name of ["first", "second"])
          await run.step(info(name), options(), async () => {
            begun.open();
            await held.passed;
            calls.push(name);
          });
      });
      await subject.engine.serve("one", [route]);
      const { run } = await subject.engine.accept(command("orders"));
      await begun.passed;
      setTimeout(() => held.open(), 100);
      await subject.engine.close({ drainMs: 5_000 });
      assert.deepEqual(calls, ["first"]);
      await subject.restart();
      await subject.engine.serve("one", [route]);
      await rested(subject.engine, run);
      assert.deepEqual(calls, ["first", "second"]);
      const [first] = await subject.engine.history(run);
      assert.equal(first?.attempts.length, 1);
    },
  },
];
