import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { EventRefusal } from "../../../../runtime/events/port.ts";
import { until } from "../../until.ts";
import { outside } from "../outside.ts";
import type { EventCase, EventSubject } from "../subject.ts";

const dataOf = (subject: EventSubject, route: string) => subject.taken(route).map(({ event }) => event.data);

/** One after another, with time between. Answers when the second of them came, at the latest. */
async function three(subject: EventSubject): Promise<number> {
  await subject.events.publish([outside("1", { subject: "s", data: 1 })]);
  await sleep(30);
  const from = Date.now();
  await sleep(30);
  for (const number of [2, 3])
    await subject.events.publish([outside(`${number}`, { subject: "s", data: number })]);
  return from;
}

export const replay: readonly EventCase[] = [
  {
    name: "a replay takes again what was published from a time on, in order, and then goes on; a dry run only says what",
    async run(subject) {
      await subject.serve([{ route: "mail" }, { route: "stock" }]);
      const from = await three(subject);
      await until(
        () => dataOf(subject, "mail").length + dataOf(subject, "stock").length,
        (count) => count === 6,
      );
      // The position of what was taken last is written after it.
      await until(
        () => subject.events.consumers(),
        (all) => all.every(({ behind }) => behind === 0),
      );
      const asked = { group: "mail", from, by: "ann", reason: "the printer was out of paper" };
      const dry = await subject.events.replay({ ...asked, dryRun: true });
      assert.deepEqual([dry.events, dry.first?.event.data, dry.last?.event.data], [2, 2, 3]);
      assert.equal((await subject.events.replay({ ...asked, dryRun: false })).events, 2);
      await subject.events.publish([outside("4", { subject: "s", data: 4 })]);
      await until(
        () => dataOf(subject, "mail"),
        (all) => all.at(-1) === 4,
      );
      assert.deepEqual(dataOf(subject, "mail"), [1, 2, 3, 2, 3, 4]);
      assert.deepEqual(dataOf(subject, "stock").slice(0, 3), [1, 2, 3]);
      assert.equal(new Set(subject.taken("mail").map(({ run }) => run)).size, 6);
      await until(
        () => dataOf(subject, "stock"),
        (all) => all.length === 4,
      );
    },
  },
  {
    name: "what was taken again can be taken again once more",
    async run(subject) {
      await subject.serve([{ route: "mail" }]);
      const from = await three(subject);
      for (const taken of [3, 5, 7]) {
        await until(
          () => dataOf(subject, "mail"),
          ({ length }) => length === taken,
        );
        await until(
          () => subject.events.consumers(),
          ([one]) => one?.behind === 0,
        );
        if (taken < 7) await subject.events.replay({ group: "mail", from, by: "ann", dryRun: false });
      }
      assert.deepEqual(dataOf(subject, "mail"), [1, 2, 3, 2, 3, 2, 3]);
    },
  },
  {
    name: "a replay goes on after a restart",
    async run(subject) {
      await subject.serve([{ route: "mail" }]);
      const from = await three(subject);
      await until(
        () => dataOf(subject, "mail"),
        ({ length }) => length === 3,
      );
      await until(
        () => subject.events.consumers(),
        ([one]) => one?.behind === 0,
      );
      await subject.events.replay({ group: "mail", from, by: "ann", dryRun: false });
      await subject.restart();
      await subject.serve([{ route: "mail" }]);
      await until(
        () => dataOf(subject, "mail"),
        ({ length }) => length >= 5,
      );
      assert.deepEqual(dataOf(subject, "mail"), [1, 2, 3, 2, 3]);
    },
  },
  {
    name: "a replay of a route that takes no events is refused, and one of a time without events does nothing",
    async run(subject) {
      await subject.serve([{ route: "mail" }]);
      await three(subject);
      await until(
        () => dataOf(subject, "mail"),
        ({ length }) => length === 3,
      );
      const asked = { from: Date.now() + 60_000, dryRun: false, by: "ann" };
      await assert.rejects(subject.events.replay({ ...asked, group: "nobody" }), EventRefusal);
      assert.deepEqual(await subject.events.replay({ ...asked, group: "mail" }), { events: 0 });
    },
  },
];
