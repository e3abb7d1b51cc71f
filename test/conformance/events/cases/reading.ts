import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { EventRefusal } from "../../../../runtime/events/port.ts";
import { outside } from "../outside.ts";
import type { EventCase } from "../subject.ts";

export const reading: readonly EventCase[] = [
  {
    name: "the log is read oldest first, in pieces, each event once",
    async run(subject) {
      await subject.serve([]);
      for (let number = 0; number < 25; number += 1)
        await subject.events.publish([outside(`${number}`, { subject: `s${number % 5}`, data: number })]);
      const read: unknown[] = [];
      let after: string | undefined;
      for (let pieces = 0; pieces < 4; pieces += 1) {
        const piece = await subject.events.read({
          type: "ordered@1",
          limit: 10,
          ...(after === undefined ? {} : { after }),
        });
        read.push(...piece.map(({ event }) => event.data));
        after = piece.at(-1)?.position ?? after;
      }
      assert.deepEqual(read.length, 25);
      for (let of = 0; of < 5; of += 1)
        assert.deepEqual(
          read.filter((number) => Number(number) % 5 === of),
          [0, 1, 2, 3, 4].map((times) => times * 5 + of),
        );
      if (subject.events.capabilities.order === "log")
        assert.deepEqual(
          read,
          read.toSorted((a, b) => Number(a) - Number(b)),
        );
    },
  },
  {
    name: "the log is read from a time on; a type without events has none",
    async run(subject) {
      await subject.serve([]);
      await subject.events.publish([outside("early", { subject: "s" })]);
      await sleep(30);
      const since = Date.now();
      await sleep(30);
      await subject.events.publish([outside("late", { subject: "s" })]);
      const ids = async (type: string, from: number) =>
        (await subject.events.read({ type, since: from, limit: 10 })).map(({ event }) => event.id);
      assert.deepEqual(await ids("ordered@1", since), ["late"]);
      assert.deepEqual(await ids("ordered@1", 0), ["early", "late"]);
      assert.deepEqual(await ids("ordered@1", since + 60_000), []);
      assert.deepEqual(await ids("nothing@1", 0), []);
    },
  },
  {
    name: "all types are read at once where the log can, and refused where it cannot",
    async run(subject) {
      await subject.serve([]);
      await subject.events.publish([outside("1"), outside("2", { type: "shipped@1" })]);
      const read = subject.events.read({ limit: 10 });
      if (subject.events.capabilities.reads === "one-type") await assert.rejects(read, EventRefusal);
      else
        assert.deepEqual(
          (await read).map(({ event }) => event.id),
          ["1", "2"],
        );
    },
  },
];
