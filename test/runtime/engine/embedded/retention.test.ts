import assert from "node:assert/strict";
import { test } from "node:test";
import { openStore, type Store, VirtualClock } from "../../../../runtime/engine/embedded/index.ts";
import { type History, Retention } from "../../../../runtime/engine/run/retention.ts";
import { accept, end, event, letter } from "../../../conformance/store/writes.ts";
import { policy, program } from "./bench-of.ts";

const day = 86_400_000;
const week = 7 * day;

/** A store that several services share, as one of them sees it. */
async function shared(history: History = { defaultMs: week }) {
  const [store, clock] = [await openStore({ file: ":memory:" }), new VirtualClock()];
  // A piece of a sweep is done before time goes on.
  clock.attach(async () => {
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  });
  const start = async (...routes: readonly string[]): Promise<Retention> => {
    const retention = new Retention(store, clock, history, true);
    await retention.serve(routes.map((route) => program(route, async () => undefined, policy())));
    retention.start();
    return retention;
  };
  return { store, clock, start };
}

const left = async (store: Store): Promise<readonly string[]> => {
  const runs = await Promise.all([1, 2, 3, 4].map((seq) => store.read("run", seq)));
  return runs.flatMap((run) => (run === undefined ? [] : [run.route]));
};

test("history of a route that no build has any more goes by its own times; of one that nobody ever noted it stays", async () => {
  const { store, clock, start } = await shared({ defaultMs: week, byRoute: { returns: day } });
  (await start("orders", "returns")).stop();
  const at = clock.now();
  await store.write([
    accept(1, { route: "orders", at }),
    end(1, "done", at),
    accept(2, { route: "returns", at }),
    end(2, "done", at),
    accept(3, { route: "strange", at }),
    end(3, "done", at),
    accept(4, { route: "returns", at }),
    end(4, "failed", at),
    letter(4, null, at),
  ]);
  const other = await start("parcels");
  await clock.advance(2 * day);
  assert.deepEqual(await left(store), ["orders", "strange", "returns"], "an open letter stays");
  await store.write([["closeLetter", 1, "discarded", "[]"]]);
  await clock.advance(week);
  assert.deepEqual(await left(store), ["strange"]);
  other.stop();
});

test("events are kept for a group while anybody serves it, and for as long as history after that", async () => {
  const { store, clock, start } = await shared();
  const orders = await start("orders");
  const parcels = await start("parcels");
  await store.write([
    ["subscribe", "orders", "order@1", "now"],
    ["subscribe", "waybill.outbox", "*", "now"],
    event("e1", { at: clock.now() }),
    ["consumed", "waybill.outbox", 0, 1],
  ]);
  const events = async (): Promise<number> => (await store.read("events", null, 0, 9)).length;
  await clock.advance(3 * week);
  assert.equal(await events(), 1, "its group is served, and has not taken it");
  orders.stop();
  await clock.advance(week - day);
  assert.equal(await events(), 1);
  await clock.advance(2 * day);
  assert.equal(await events(), 0);
  const served = (await store.read("consumers")).filter((group) => group.served === 1);
  assert.deepEqual(
    served.map(({ name }) => name),
    ["waybill.outbox"],
  );
  parcels.stop();
});

test("a route that is to be kept for ever is, whatever was noted of it before", async () => {
  const { store, clock, start } = await shared({ byRoute: { orders: day } });
  (await start("orders")).stop();
  const at = clock.now();
  await store.write([accept(1, { route: "orders", at }), end(1, "done", at)]);
  const forEver = new Retention(store, clock, { byRoute: { returns: day } }, true);
  await forEver.serve([program("orders", async () => undefined, policy())]);
  forEver.start();
  await clock.advance(week);
  assert.deepEqual(await left(store), ["orders"]);
  forEver.stop();
});
