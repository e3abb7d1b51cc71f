import assert from "node:assert/strict";
import { until } from "../../until.ts";
import { outside } from "../outside.ts";
import type { EventCase } from "../subject.ts";

export const delivery: readonly EventCase[] = [
  {
    name: "what a run publishes reaches every group of its type, and no other",
    async run(subject) {
      await subject.serve([{ route: "mail" }, { route: "stock" }, { route: "other", type: "shipped@1" }]);
      await subject.publish(
        { subject: "1", data: "first" },
        { type: "shipped@1", subject: "1", data: "second" },
      );
      const seen = (route: string) => subject.taken(route).map(({ event }) => event.data);
      await until(
        () => [seen("mail"), seen("stock"), seen("other")].flat(),
        (all) => all.length >= 3,
      );
      assert.deepEqual([seen("mail"), seen("stock"), seen("other")], [["first"], ["first"], ["second"]]);
    },
  },
  {
    name: "an event is taken as it was published, whatever is in it",
    async run(subject) {
      const data = {
        text: 'Größe "XL" \u0000 ${x} 🧵',
        none: null,
        list: [1.5, -0.001, 1e21, true, []],
        "": {},
      };
      const event = outside("a b/ü%", {
        source: "urn:größe:100%",
        subject: 'quote " and 雪',
        dataschema: "urn:schema:1",
        extensions: {
          traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
          note: "né %41",
        },
        data,
      });
      await subject.serve([{ route: "mail" }]);
      await subject.events.publish([event]);
      const [taken] = await until(
        () => subject.taken("mail"),
        ({ length }) => length === 1,
      );
      assert.deepEqual(taken?.event, event);
    },
  },
  {
    name: "a type of any name has events of its own",
    async run(subject) {
      const types = [
        "größer als/x y@1",
        "groesser.v1",
        "groesser@1",
        "groesser_401",
        "..@2",
        `${"long-".repeat(80)}@1`,
        `${"long-".repeat(80)}@2`,
      ];
      await subject.serve(types.map((type, index) => ({ route: `of-${index}`, type })));
      await subject.events.publish(types.map((type) => outside(type, { type, data: type })));
      for (const [index, type] of types.entries()) {
        const taken = await until(
          () => subject.taken(`of-${index}`),
          ({ length }) => length > 0,
        );
        assert.deepEqual(
          taken.map(({ event }) => event.data),
          [type],
        );
      }
    },
  },
  {
    name: "an event from outside that comes twice is taken once, and called a duplicate where the log knows it",
    async run(subject) {
      await subject.serve([{ route: "mail" }]);
      const first = await subject.events.publish([
        outside("a", { subject: "s" }),
        outside("b", { subject: "s" }),
      ]);
      const again = await subject.events.publish([
        outside("b", { subject: "s" }),
        outside("b", { subject: "s", source: "urn:other" }),
        outside("end", { subject: "s" }),
      ]);
      assert.deepEqual(first, ["accepted", "accepted"]);
      const known = subject.events.capabilities.deduplicates === "while-kept";
      assert.deepEqual(again, [known ? "duplicate" : "accepted", "accepted", "accepted"]);
      const taken = await until(
        () => subject.taken("mail"),
        (all) => all.at(-1)?.event.id === "end",
      );
      assert.deepEqual(
        taken.map(({ event }) => event.id),
        ["a", "b", "b", "end"],
      );
    },
  },
  {
    name: "what a run published is in the log when the run is over, where both are one commit, and soon after, where it is carried there",
    async run(subject) {
      await subject.serve([]);
      await subject.publish({ subject: "1", data: "first" });
      const read = () => subject.events.read({ type: "ordered@1", limit: 10 });
      const found =
        subject.events.capabilities.outbox === "same-commit"
          ? await read()
          : await until(read, ({ length }) => length > 0);
      assert.deepEqual(
        found.map(({ event }) => event.data),
        ["first"],
      );
    },
  },
];
