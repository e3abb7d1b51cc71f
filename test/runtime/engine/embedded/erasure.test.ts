import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { Failure } from "../../../../runtime/contract/failure.ts";
import type { Json } from "../../../../runtime/contract/json.ts";
import type { PersonalData } from "../../../../runtime/engine/port.ts";
import { consumptionOf } from "../../../../runtime/events/consumption.ts";
import { personalDataOf } from "../../../../runtime/service/personal-data.ts";
import { estate } from "../../service/estate.ts";
import { bench, command, info, options, policy, program } from "./bench-of.ts";
import { processes } from "./processes.ts";

const hour = 3_600_000;
const reason = "asked by the customer";
const by = "ann";

/** `email` is personal in all messages and events. */
const routes = (estate.services[0]?.routes ?? []).flatMap((route) =>
  route.name === "take-order" ? [route] : [],
);
const noted = (estate.services[0]?.routes ?? []).find(({ name }) => name === "note-order");
const personal: PersonalData = personalDataOf(noted ? [...routes, noted] : routes);

const order = (id: string, email: string): Json => ({
  id: `m${id}`,
  source: "shop",
  type: "order@1",
  time: "2026-11-26T00:00:00Z",
  headers: { from: email },
  data: { id, email, total: "1" },
});

const take = (id: string, email = "mia@example.com") =>
  command("take-order", order(id, email), {
    searchKeys: [id, email],
    lane: email,
    idempotency: { key: `m${id}`, keepMs: 30 * 24 * hour },
  });

const pass = policy({ deadLetter: { lane: "pass" }, retry: { attempts: 1 } });

test("what is personal is gone from message, steps, lane, keys and file; the rest stays", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "waybill-erasure-"));
  t.after(() => rm(folder, { recursive: true }));
  const { engine, store } = await bench({ file: join(folder, "store.db"), personal });
  const filler = "x".repeat(9_000);
  await engine.serve("one", [
    program("take-order", async (run, input) => {
      const { email } = (input as { data: { email: string } }).data;
      await run.step(info("customer"), options(), async () => ({
        name: "Mia",
        mail: email,
        filler,
      }));
    }),
  ]);
  const { run } = await engine.accept(take("77"));
  const other = await engine.accept(take("78", "leo@example.com"));
  await engine.settled();

  const dry = await engine.erase({ key: "77", by, reason, dryRun: true });
  assert.deepEqual(dry, { dryRun: true, runs: [run], events: 0, left: [], kept: [] });
  assert.equal((await engine.find("mia@example.com", 9)).length, 1);

  await engine.erase({ key: "77", by, reason });
  const [kept] = await engine.find("77", 9);
  assert.deepEqual([kept?.run, kept?.state, kept?.lane], [run, "done", "***"]);
  assert.deepEqual(await engine.find("mia@example.com", 9), []);
  assert.deepEqual(
    (await engine.history(run)).map(({ name, outcome, output }) => [name, outcome, output]),
    [["customer", "ok", undefined]],
  );
  assert.deepEqual(JSON.parse((await store.read("input", 1)) ?? ""), {
    ...(order("77", "***") as object),
  });
  const files = () =>
    readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), "latin1"))
      .join("");
  assert.deepEqual([files().includes("mia@example"), files().includes("leo@example")], [false, true]);
  assert.equal((await engine.accept(take("77"))).outcome, "duplicate");
  assert.notEqual((await engine.history(other.run))[0]?.output, undefined);
  await engine.close({ drainMs: 0 });
});

test("it is audited, and the record does not give away a key that is personal itself", async () => {
  const { engine } = await bench({ personal });
  await engine.serve("one", [program("take-order", async () => {})]);
  await engine.accept(take("77"));
  await engine.settled();
  await engine.erase({ key: "mia@example.com", by, reason: "mia@example.com wrote to us" });
  const [record] = await engine.audit({ limit: 1 });
  assert.equal(record?.action, "erase");
  assert.match(record?.subject ?? "", /^sha256:[0-9a-f]{64}$/);
  assert.equal(record?.detail, "1 runs, 0 events: *** wrote to us");
});

test("a run that is not over is left whole, and erased within an hour after it is over (erasure 1, 3)", async () => {
  const { engine, clock, store } = await bench({ personal });
  await engine.serve("one", [program("take-order", (run) => run.sleep(info("pause", "wait"), 3 * hour))]);
  const { run } = await engine.accept(take("77"));
  const erased = await engine.erase({ key: "77", by, reason });
  assert.deepEqual(erased, {
    dryRun: false,
    runs: [],
    events: 0,
    left: [{ run, route: "take-order", reason: "it is under way" }],
    kept: [],
  });
  await clock.advance(2 * hour);
  assert.match((await store.read("input", 1)) ?? "", /mia@example/);
  assert.deepEqual(await engine.audit({ limit: 9 }), []);
  await clock.advance(2.5 * hour);
  assert.doesNotMatch((await store.read("input", 1)) ?? "", /mia@example/);
  assert.equal((await engine.audit({ limit: 9 })).length, 1);
  assert.deepEqual(await store.read("notes", "erasure"), []);
});

test("an open dead letter is left unless the order discards it; then nothing can be redriven (erasure 2)", async () => {
  const { engine, store } = await bench({ personal });
  const failing = program(
    "take-order",
    async (run) => {
      await run.step(info("post"), options({ policy: pass }), async () => {
        throw new Failure("refused", "no such customer: mia@example.com", {
          body: { about: "mia@example.com" },
        });
      });
    },
    pass,
  );
  await engine.serve("one", [failing]);
  const { run } = await engine.accept(take("77"));
  await engine.settled();
  const { left } = await engine.erase({ key: "77", by, reason });
  assert.deepEqual(left, [{ run, route: "take-order", reason: "its dead letter 1 is open" }]);
  assert.match((await engine.deadLetter("1"))?.error ?? "", /mia@example/);

  const done = await engine.erase({ key: "77", by, reason, discard: true });
  assert.deepEqual([done.runs, done.left], [[run], []]);
  const letter = await engine.deadLetter("1");
  assert.deepEqual([letter?.state, letter?.error], ["discarded", "no such customer: ***"]);
  assert.doesNotMatch(JSON.stringify([letter, await engine.run(run), await store.read("steps", 1)]), /mia@/);
  await assert.rejects(engine.redrive("1", { from: "start", by }), /already discarded/);
});

test("events of the run are erased, and the runs that took them", async () => {
  const { engine, store } = await bench({ personal });
  assert.ok(noted?.trigger.kind === "event");
  await engine.serve("one", [
    program("take-order", async (run, input) => {
      const { data } = input as { data: Json };
      await run.publish(info("accepted", "publish"), { type: "order@1", subject: "77", data });
    }),
    { ...program("note-order", async () => {}), consumes: consumptionOf(noted, noted.trigger) },
  ]);
  await engine.accept(take("77"));
  await engine.settled();
  const erased = await engine.erase({ key: "m77", by, reason });
  assert.deepEqual([erased.runs.length, erased.events, erased.left], [2, 1, []]);
  const [event] = await engine.events.read({ limit: 9 });
  assert.deepEqual(event?.event.data, { id: "77", email: "***", total: "1" });
  assert.doesNotMatch((await store.read("input", 2)) ?? "", /mia@/);
});

test("an event from outside goes with the run that it started", async () => {
  const { engine } = await bench({ personal });
  assert.ok(noted?.trigger.kind === "event");
  await engine.serve("one", [
    { ...program("note-order", async () => {}), consumes: consumptionOf(noted, noted.trigger) },
  ]);
  await engine.events.publish([
    {
      specversion: "1.0",
      id: "e1",
      source: "/partner",
      type: "order@1",
      time: "2026-11-26T00:00:00Z",
      datacontenttype: "application/json",
      data: { id: "77", email: "mia@example.com", total: "1" },
    },
  ]);
  await engine.settled();
  assert.equal((await engine.erase({ key: "77", by, reason })).events, 1);
  assert.doesNotMatch(JSON.stringify(await engine.events.read({ limit: 9 })), /mia@/);
});

/** Waits for the payment of order 77, and keeps it. */
const payers = program("payers", async (run) => {
  await run.wait(info("payment", "wait"), {
    event: { type: "payment@1", where: (data) => (data as { id: string }).id === "77" },
  });
});

const payment = (id: string): Json => ({ id, email: "mia@example.com" });

test("a run that waited for an erased event and took it is erased with it, though the key does not find it", async () => {
  const { engine, store } = await bench({ personal });
  const shop = program("take-order", (run) =>
    run.publish(info("paid", "publish"), { type: "payment@1", data: payment("77") }),
  );
  await engine.serve("one", [shop, payers]);
  const { run } = await engine.accept(command("payers"));
  const { run: taken } = await engine.accept(take("77"));
  await engine.settled();
  assert.match(JSON.stringify(await store.read("steps", 1)), /mia@/);
  const erased = await engine.erase({ key: "77", by, reason });
  assert.deepEqual([erased.runs, erased.events], [[run, taken], 1]);
  assert.doesNotMatch(JSON.stringify(await store.read("steps", 1)), /mia@/);
});

test("an event from outside goes with the run that waited for it, and with it who else took it", async () => {
  const { engine, store } = await bench({ personal });
  await engine.serve("one", [payers]);
  const { run } = await engine.accept(command("payers", {}, { searchKeys: ["77"] }));
  const { run: other } = await engine.accept(command("payers"));
  const event = (id: string) => ({
    specversion: "1.0" as const,
    id,
    source: "/bank",
    type: "payment@1",
    time: "2026-11-26T00:00:00Z",
    datacontenttype: "application/json" as const,
    data: payment(id),
  });
  await engine.events.publish([event("76"), event("77")]);
  await engine.settled();
  const erased = await engine.erase({ key: run, by, reason });
  assert.deepEqual([erased.runs, erased.events], [[run, other], 1]);
  assert.doesNotMatch(JSON.stringify([await store.read("steps", 1), await store.read("steps", 2)]), /mia@/);
  const kept = await engine.events.read({ limit: 9 });
  assert.deepEqual(
    kept.map(({ event: { data } }) => JSON.stringify(data).includes("mia@")),
    [true, false],
  );
});

test("an order that a process did not live to carry out is carried out when the next one starts (erasure 1, 3)", async (context) => {
  const next = await processes(context, { personal });
  const orders = program("take-order", async () => {});
  const one = await next("one", [orders]);
  await one.engine.accept(take("77"));
  await one.engine.settled();
  // As `erase` writes it before anything else.
  await one.store.write([["note", "erasure", "77", JSON.stringify({ key: "77", by, reason })]]);
  await one.engine.close({ drainMs: 0 });
  const two = await next("one", [orders]);
  await two.engine.settled();
  assert.doesNotMatch((await two.store.read("input", 1)) ?? "", /mia@/);
  assert.deepEqual(await two.store.read("notes", "erasure"), []);
  await two.engine.close({ drainMs: 0 });
});

test("a key that finds nothing is refused, and so is erasing where nobody says what is personal", async () => {
  const { engine } = await bench({ personal });
  await engine.serve("one", []);
  await assert.rejects(engine.erase({ key: "nobody", by, reason }), /No run is found/);
  await assert.rejects((await bench()).engine.erase({ key: "77", by, reason }), /not told what is personal/);
});
