import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { Failure } from "../../../../../runtime/contract/failure.ts";
import { openStore, VirtualClock } from "../../../../../runtime/engine/embedded/index.ts";
import { EventRefusal } from "../../../../../runtime/events/port.ts";
import { bench, command, policy } from "../bench-of.ts";
import { consumer, outside, publisher } from "./events-of.ts";

async function fileIn(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "waybill-events-"));
  context.after(() => rm(folder, { recursive: true }));
  return join(folder, "store.db");
}

const hour = 3_600_000;

function textOf(data: unknown): string {
  return typeof data === "string" ? data : JSON.stringify(data);
}

test("what a route publishes reaches every group of its type, and no other", async () => {
  const { engine } = await bench();
  const seen: string[] = [];
  const note = (group: string) => async (_run: unknown, event: { readonly data: unknown }) => {
    seen.push(`${group} ${textOf(event.data)}`);
  };
  await engine.serve("one", [
    publisher,
    consumer("mail", note("mail")),
    consumer("stock", note("stock")),
    consumer("other", note("other"), { type: "shipped@1" }),
  ]);
  await engine.accept(command("shop", { subject: "1", data: "first" }));
  await engine.settled();
  assert.deepEqual(seen.toSorted(), ["mail first", "stock first"]);
  await engine.close({ drainMs: 0 });
});

test("events of one subject are worked in the order of the log, one at a time; those of others are not held up", async () => {
  const { engine, clock } = await bench();
  const done: string[] = [];
  const slow = consumer("stock", async (run, event) => {
    if (event.subject === "slow")
      await run.sleep({ name: "nap", kind: "sleep", at: { file: "a", line: 1 } }, 1_000);
    done.push(`${event.subject} ${textOf(event.data)}`);
  });
  await engine.serve("one", [publisher, slow]);
  for (const [subject, data] of [
    ["slow", 1],
    ["slow", 2],
    ["quick", 3],
    ["slow", 4],
    ["quick", 5],
  ] as const)
    await engine.accept(command("shop", { subject, data }, { lane: "a" }));
  await engine.settled();
  assert.deepEqual(done, ["quick 3", "quick 5"]);
  await clock.advance(3_000);
  assert.deepEqual(done.slice(2), ["slow 1", "slow 2", "slow 4"]);
  await engine.close({ drainMs: 0 });
});

test("a group that begins now misses what was before, one from the beginning does not", async () => {
  const { engine } = await bench();
  const seen: string[] = [];
  await engine.serve("one", [publisher]);
  await engine.accept(command("shop", { subject: "1", data: "before" }));
  await engine.settled();
  await engine.serve("two", [
    publisher,
    consumer("late", async (_run, event) => void seen.push(`late ${textOf(event.data)}`)),
    consumer("whole", async (_run, event) => void seen.push(`whole ${textOf(event.data)}`), {
      from: "beginning",
    }),
  ]);
  await engine.accept(command("shop", { subject: "1", data: "after" }));
  await engine.settled();
  assert.deepEqual(seen.toSorted(), ["late after", "whole after", "whole before"]);
  await engine.close({ drainMs: 0 });
});

test("a group goes on where it was, over a restart and while its route was gone", async (context) => {
  const file = await fileIn(context);
  const clock = new VirtualClock();
  const seen: unknown[] = [];
  const mail = consumer("mail", async (_run, event) => void seen.push(event.data));
  const publish = async (programs: readonly (typeof mail)[], data: number) => {
    const { engine } = await bench({ file, clock });
    await engine.serve("one", programs);
    await engine.accept(command("shop", { subject: "1", data }));
    await engine.settled();
    await engine.close({ drainMs: 0 });
  };
  await publish([publisher, mail], 1);
  await publish([publisher], 2);
  await publish([publisher, mail], 3);
  assert.deepEqual(seen, [1, 2, 3]);
});

test("a route that takes another type from now on begins anew", async () => {
  const { engine } = await bench();
  const seen: unknown[] = [];
  const of = (type: string) => consumer("mail", async (_run, event) => void seen.push(event.data), { type });
  await engine.serve("one", [publisher, of("ordered@1")]);
  await engine.accept(command("shop", { type: "shipped@1", subject: "1", data: "shipped before" }));
  await engine.settled();
  await engine.serve("two", [publisher, of("shipped@1")]);
  await engine.accept(command("shop", { type: "shipped@1", subject: "1", data: "shipped after" }));
  await engine.settled();
  assert.deepEqual(seen, ["shipped after"]);
  await engine.close({ drainMs: 0 });
});

test("an event from outside that comes twice is taken once", async () => {
  const { engine } = await bench();
  const seen: unknown[] = [];
  await engine.serve("one", [consumer("mail", async (_run, event) => void seen.push(event.id))]);
  assert.deepEqual(await engine.events.publish([outside("a"), outside("b"), outside("a")]), [
    "accepted",
    "accepted",
    "duplicate",
  ]);
  assert.deepEqual(await engine.events.publish([outside("b"), outside("b", { source: "urn:other" })]), [
    "duplicate",
    "accepted",
  ]);
  await engine.settled();
  assert.deepEqual(seen, ["a", "b", "b"]);
  await engine.close({ drainMs: 0 });
});

test("an event that a route can not take is its dead letter, and holds its own lane only", async () => {
  const { engine } = await bench();
  const done: string[] = [];
  await engine.serve("one", [
    consumer("mail", async (_run, event) => {
      if (event.data === "bad") throw new Failure("invalid", "not a valid order@1");
      done.push(textOf(event.data));
    }),
    consumer("stock", async (_run, event) => void done.push(`stock ${textOf(event.data)}`)),
  ]);
  await engine.events.publish([
    outside("1", { subject: "a", data: "bad" }),
    outside("2", { subject: "a", data: "behind" }),
    outside("3", { subject: "b", data: "beside" }),
  ]);
  await engine.settled();
  assert.deepEqual(done.toSorted(), ["beside", "stock bad", "stock behind", "stock beside"]);
  const [letter] = await engine.deadLetters({ limit: 10 });
  assert.equal(letter?.class, "invalid");
  assert.equal(letter?.route, "mail");
  await engine.close({ drainMs: 0 });
});

test("a replay takes again what was published from a time on, in order, and then goes on; a dry run only says what", async () => {
  const { engine, clock } = await bench();
  const seen: unknown[] = [];
  const other: unknown[] = [];
  await engine.serve("one", [
    publisher,
    consumer("mail", async (_run, event) => void seen.push(event.data)),
    consumer("stock", async (_run, event) => void other.push(event.data)),
  ]);
  for (const data of [1, 2, 3]) {
    await engine.accept(command("shop", { subject: "1", data }));
    await engine.settled();
    await clock.advance(hour);
  }
  const from = clock.now() - 2 * hour;
  const asked = { group: "mail", from, by: "ann", reason: "the printer was out of paper" };
  const dry = await engine.events.replay({ ...asked, dryRun: true });
  assert.equal(dry.events, 2);
  assert.deepEqual([dry.first?.event.data, dry.last?.event.data], [2, 3]);
  await engine.settled();
  assert.deepEqual(seen, [1, 2, 3]);

  assert.equal((await engine.events.replay({ ...asked, dryRun: false })).events, 2);
  await engine.accept(command("shop", { subject: "1", data: 4 }));
  await engine.settled();
  assert.deepEqual(seen, [1, 2, 3, 2, 3, 4]);
  assert.deepEqual(other, [1, 2, 3, 4]);

  assert.equal((await engine.events.replay({ ...asked, dryRun: false })).events, 3);
  await engine.settled();
  assert.deepEqual(seen.slice(6), [2, 3, 4]);
  await engine.close({ drainMs: 0 });
});

test("a replay of a route that takes no events is refused, and one of a time without events does nothing", async () => {
  const { engine, clock } = await bench();
  await engine.serve("one", [publisher, consumer("mail", async () => undefined)]);
  const asked = { from: clock.now(), dryRun: false, by: "ann" };
  await assert.rejects(engine.events.replay({ ...asked, group: "shop" }), EventRefusal);
  assert.deepEqual(await engine.events.replay({ ...asked, group: "mail" }), { events: 0 });
  await engine.close({ drainMs: 0 });
});

test("a group whose runs can not keep up leaves events in the log and callers their part of the backlog", async () => {
  const { engine, clock } = await bench({ backlog: 20, active: 1 });
  let done = 0;
  const at = { file: "a", line: 1 };
  await engine.serve("one", [
    publisher,
    consumer("mail", async (run) => {
      await run.step(
        { name: "slow", kind: "call", at },
        { policy: policy(), repeatable: true, settleMs: 0 },
        () => clock.sleep(1_000).then(() => null),
      );
      done += 1;
    }),
  ]);
  await engine.events.publish(Array.from({ length: 400 }, (_, index) => outside(String(index))));
  await engine.settled();
  const { waiting, running } = await engine.backlog();
  assert.ok(waiting + running < 400, `${waiting + running} runs`);
  assert.ok(((await engine.events.consumers())[0]?.behind ?? 0) > 200);
  await clock.advance(400_000);
  await engine.settled();
  assert.equal(done, 400);
  await engine.close({ drainMs: 0 });
});

test("a sweep of history takes all events whose time is over, however many there are", async () => {
  const { engine, clock } = await bench({ history: { defaultMs: hour } });
  await engine.serve("one", []);
  await engine.events.publish(Array.from({ length: 1_200 }, (_, index) => outside(String(index))));
  await clock.advance(3 * hour);
  assert.deepEqual(await engine.events.read({ limit: 10 }), []);
  await engine.close({ drainMs: 0 });
});

test("events are kept for their time, and for as long as a group that is served has not taken them", async () => {
  const store = await openStore({ file: ":memory:" });
  const { engine, clock } = await bench({ store, backlog: 2, active: 1 });
  const at = { file: "a", line: 1 };
  const slow = consumer("mail", async (run) => {
    await run.step(
      { name: "slow", kind: "call", at },
      { policy: policy(), repeatable: true, settleMs: 0 },
      () => clock.sleep(1_000).then(() => null),
    );
  });
  await engine.serve("one", [slow]);
  await engine.events.publish(Array.from({ length: 200 }, (_, index) => outside(String(index))));
  await engine.settled();
  await store.write([["purgeEvents", clock.now() + hour, 1_000]]);
  const left = await engine.events.read({ limit: 1_000 });
  const [state] = await engine.events.consumers();
  assert.equal(left.length, state?.behind);
  assert.ok(left.length > 0);
  await clock.advance(hour);
  await store.write([["purgeEvents", clock.now(), 1_000]]);
  assert.deepEqual(await engine.events.read({ limit: 10 }), []);
  await engine.close({ drainMs: 0 });
});

test("an event that can not be made a run is passed over at once and in the audit; what follows comes in order, a replay brings it", async (context) => {
  context.mock.method(process, "emitWarning", () => undefined);
  const { engine, clock } = await bench();
  const seen: unknown[] = [];
  let broken = true;
  const mail = consumer("mail", async (_run, event) => void seen.push(event.data));
  const { consumes } = mail;
  assert.ok(consumes);
  await engine.serve("one", [
    {
      ...mail,
      consumes: {
        ...consumes,
        accept: (event, delivery) => {
          if (broken && event.data === "bad") throw new TypeError("a mistake");
          return consumes.accept(event, delivery);
        },
      },
    },
  ]);
  await engine.events.publish(
    ["first", "bad", "second", "bad", "third"].map((data, index) =>
      outside(String(index), { data, subject: "1" }),
    ),
  );
  await engine.settled();
  assert.deepEqual(seen, ["first", "second", "third"]);
  const [state] = await engine.events.consumers();
  assert.deepEqual([state?.behind, state?.position], [0, "5"]);
  const audit = await engine.audit({ subject: "group:mail", limit: 10 });
  assert.deepEqual(
    audit.map(({ action, detail }) => [action, JSON.parse(detail)]),
    [
      ["pass-over", { position: "4", event: "3", error: "TypeError" }],
      ["pass-over", { position: "2", event: "1", error: "TypeError" }],
    ],
  );
  broken = false;
  await engine.events.replay({ group: "mail", from: clock.now() - hour, dryRun: false, by: "person" });
  await engine.settled();
  assert.deepEqual(seen.slice(3), ["first", "bad", "second", "bad", "third"]);
  await engine.close({ drainMs: 0 });
});
