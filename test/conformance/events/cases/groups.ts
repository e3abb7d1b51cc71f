import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { until } from "../../until.ts";
import { outside } from "../outside.ts";
import type { EventCase, EventSubject } from "../subject.ts";

const idsOf = (subject: EventSubject, route: string) => subject.taken(route).map(({ event }) => event.id);

async function publish(subject: EventSubject, ...ids: readonly string[]): Promise<void> {
  await subject.events.publish(ids.map((id) => outside(id, { subject: "s" })));
}

export const groups: readonly EventCase[] = [
  {
    name: "a group that begins now misses what was before; one from the beginning does not",
    async run(subject) {
      await subject.serve([]);
      await publish(subject, "before");
      await subject.serve([{ route: "late" }, { route: "whole", from: "beginning" }]);
      await publish(subject, "after");
      await until(
        () => idsOf(subject, "late").length + idsOf(subject, "whole").length,
        (count) => count >= 3,
      );
      assert.deepEqual([idsOf(subject, "late"), idsOf(subject, "whole")], [["after"], ["before", "after"]]);
    },
  },
  {
    name: "a group goes on where it was, over a restart and while its route was gone",
    async run(subject) {
      await subject.serve([{ route: "mail" }]);
      await publish(subject, "1");
      await until(
        () => idsOf(subject, "mail"),
        ({ length }) => length === 1,
      );
      await subject.restart();
      await subject.serve([]);
      await publish(subject, "2");
      await subject.restart();
      await subject.serve([{ route: "mail" }]);
      await publish(subject, "3");
      await until(
        () => idsOf(subject, "mail"),
        ({ length }) => length >= 3,
      );
      assert.deepEqual(idsOf(subject, "mail"), ["1", "2", "3"]);
    },
  },
  {
    name: "a route that takes another type from now on begins anew",
    async run(subject) {
      await subject.serve([{ route: "mail" }]);
      await publish(subject, "ordered");
      await subject.events.publish([outside("shipped before", { type: "shipped@1", subject: "s" })]);
      await until(
        () => idsOf(subject, "mail"),
        ({ length }) => length === 1,
      );
      await subject.serve([{ route: "mail", type: "shipped@1" }]);
      await subject.events.publish([outside("shipped after", { type: "shipped@1", subject: "s" })]);
      await until(
        () => idsOf(subject, "mail"),
        ({ length }) => length >= 2,
      );
      assert.deepEqual(idsOf(subject, "mail"), ["ordered", "shipped after"]);
    },
  },
  {
    name: "a group whose runs cannot keep up leaves events in the log, says how many, and takes all once it can",
    async run(subject) {
      await subject.serve([{ route: "mail" }]);
      subject.gate(true);
      const before = Date.now() - 1;
      await subject.events.publish(
        Array.from({ length: 300 }, (_, number) =>
          outside(String(number), { subject: `s${number % 7}`, data: number }),
        ),
      );
      const [state] = await until(
        () => subject.events.consumers(),
        ([one]) => (one?.behind ?? 0) > 100 && (one?.behind ?? 0) <= 300,
      );
      assert.ok(state?.oldestBehindAt !== undefined && state.oldestBehindAt >= before);
      await sleep(500);
      const runs = await subject.backlog();
      assert.ok(runs > 0 && runs <= 150, `${runs} runs`);
      subject.gate(false);
      await until(
        () => subject.taken("mail").length,
        (count) => count >= 300,
      );
      for (let of = 0; of < 7; of += 1) {
        const numbers = subject
          .taken("mail")
          .flatMap(({ event }) => (event.subject === `s${of}` ? [event.data] : []));
        assert.deepEqual(
          numbers,
          Array.from({ length: 300 }, (_, number) => number).filter((number) => number % 7 === of),
        );
      }
      await until(
        () => subject.events.consumers(),
        ([one]) => one?.behind === 0,
      );
    },
  },
  {
    name: "what a group has not taken when the log's time is over is kept for it, or lost to it, as the adapter says",
    async run(subject) {
      await subject.serve([{ route: "mail" }]);
      await publish(subject, "0");
      await until(
        () => idsOf(subject, "mail"),
        ({ length }) => length === 1,
      );
      await subject.restart();
      await subject.serve([{ route: "mail" }]);
      subject.gate(true);
      // More than a member reads ahead.
      const data = "x".repeat(12_000);
      const many = Array.from({ length: 300 }, (_, number) =>
        outside(`m${number}`, { subject: `${number}`, data }),
      );
      await subject.events.publish(many);
      await until(
        () => subject.backlog(),
        (runs) => runs > 0,
      );
      await sleep(500);
      await subject.expire("ordered@1");
      subject.gate(false);
      await subject.events.publish([outside("end", { subject: "end" })]);
      await until(
        () => idsOf(subject, "mail"),
        (ids) => ids.includes("end"),
      );
      if (subject.events.capabilities.keeps === "until-taken")
        await until(
          () => idsOf(subject, "mail"),
          ({ length }) => length === 302,
        );
      else assert.ok(idsOf(subject, "mail").length < 302);
    },
  },
];
