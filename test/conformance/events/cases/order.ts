import assert from "node:assert/strict";
import { until } from "../../until.ts";
import { outside } from "../outside.ts";
import type { EventCase, EventSubject } from "../subject.ts";

function numbersOf(subject: EventSubject, route: string, of: string): unknown[] {
  return subject.taken(route).flatMap(({ event }) => (event.subject === of ? [event.data] : []));
}

export const order: readonly EventCase[] = [
  {
    name: "events of one subject are worked in the order in which they were published, each once",
    async run(subject) {
      await subject.serve([{ route: "mail" }]);
      const subjects = Array.from({ length: 10 }, (_, index) => `s${index}`);
      for (let number = 0; number < 20; number += 4)
        for (const of of subjects)
          await subject.publish(...[0, 1, 2, 3].map((more) => ({ subject: of, data: number + more })));
      await until(
        () => subject.taken("mail").length,
        (count) => count >= 200,
      );
      for (const of of subjects)
        assert.deepEqual(
          numbersOf(subject, "mail", of),
          Array.from({ length: 20 }, (_, number) => number),
        );
    },
  },
  {
    name: "an event whose run fails holds up its own subject, and no other",
    async run(subject) {
      await subject.serve([{ route: "mail" }, { route: "stock" }]);
      await subject.events.publish([
        outside("1", { subject: "a", data: { fail: true } }),
        outside("2", { subject: "a" }),
        outside("3", { subject: "b" }),
      ]);
      await until(
        () => subject.taken("mail").length,
        (count) => count > 0,
      );
      assert.deepEqual(
        subject.taken("mail").map(({ event }) => event.id),
        ["3"],
      );
    },
  },
  {
    name: "an entry that is no event holds up nobody, and is put aside where there is a place for it",
    async run(subject) {
      await subject.serve([{ route: "mail" }]);
      await subject.events.publish([outside("before", { subject: "a" })]);
      await subject.spoil("ordered@1", "a");
      await subject.events.publish([outside("behind", { subject: "a" })]);
      const taken = await until(
        () => subject.taken("mail"),
        ({ length }) => length > 1,
      );
      assert.deepEqual(
        taken.map(({ event }) => event.id),
        ["before", "behind"],
      );
      const aside = subject.events.capabilities.unreadable === "put-aside" ? 1 : 0;
      assert.equal(await subject.putAside("mail"), aside);
      const read = await subject.events.read({ type: "ordered@1", limit: 10 });
      assert.deepEqual(
        read.map(({ event }) => event.id),
        ["before", "behind"],
      );
    },
  },
];
