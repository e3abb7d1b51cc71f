import assert from "node:assert/strict";
import { after, before, type TestContext, test } from "node:test";
import { plainJson } from "../../../runtime/engine/run/json-codec.ts";
import type { PostgresStore } from "../../../runtime/engine/store/postgres/index.ts";
import { LogOutbox } from "../../../runtime/service/distributed/outbox.ts";
import { Databases } from "../store/databases.ts";
import { event } from "../store/writes.ts";
import { until } from "../until.ts";

let databases: Databases;
before(async () => {
  databases = await Databases.start();
});
after(() => databases.stop());

/** A replica that carries what it is given, and what it has carried. */
class Replica {
  readonly carried: string[] = [];
  readonly outbox: LogOutbox;
  readonly #all: string[];
  #moving: Promise<void> = Promise.resolve();
  readonly stop: () => void;

  constructor(store: PostgresStore, all: string[]) {
    this.#all = all;
    this.outbox = new LogOutbox({
      store,
      exchange: store.exchange,
      json: plainJson,
      mark: { waybillstore: "here" },
      now: () => Date.now(),
    });
    this.stop = this.outbox.listen(() => {
      this.#moving = this.#moving.then(() => this.#carry());
    });
  }

  async #carry(): Promise<void> {
    const entries = await this.outbox.pending(7);
    for (const { event } of entries) {
      this.carried.push(event.id);
      this.#all.push(event.id);
      assert.equal(event.extensions?.["waybillstore"], "here");
    }
    await this.outbox.published(entries);
  }
}

async function two(context: TestContext) {
  const database = await databases.make();
  const stores = await Promise.all([databases.open(database), databases.open(database)]);
  const all: string[] = [];
  const replicas = stores.map((store) => new Replica(store, all));
  context.after(async () => {
    for (const replica of replicas) replica.stop();
    await Promise.all(stores.map((store) => store.close()));
  });
  const [store] = stores;
  const [one, other] = replicas;
  assert.ok(one && other);
  return { store, one, other, all };
}

test("what runs published is carried in order by one replica, what came from outside by none", {
  timeout: 60_000,
}, async (context) => {
  const { store, one, other, all } = await two(context);
  const ids = Array.from({ length: 40 }, (_, index) => `e${index}`);
  for (const id of ids) await store.write([event(id, { seq: 1 }), event(`outside-${id}`)]);
  await until(
    () => all,
    ({ length }) => length >= ids.length,
  );
  assert.deepEqual(all, ids);
  assert.equal(Math.min(one.carried.length, other.carried.length), 0);
});

test("another goes on where one stopped; what the broker will never take is told and passed", {
  timeout: 60_000,
}, async (context) => {
  const { store, one, other, all } = await two(context);
  await store.write([event("e1", { seq: 1 })]);
  await until(
    () => all,
    ({ length }) => length === 1,
  );
  const [leader, next] = one.carried.length > 0 ? [one, other] : [other, one];
  leader.stop();
  await store.write([event("e2", { seq: 1 })]);
  await until(
    () => next.carried,
    ({ length }) => length === 1,
  );
  assert.deepEqual(all, ["e1", "e2"]);
  next.stop();
  await store.write([event("e3", { seq: 1 })]);
  const [entry] = await next.outbox.pending(1);
  assert.ok(entry);
  await next.outbox.refused(entry, "too large");
  assert.equal((await store.read("audit", "event:e3", 1))[0]?.detail, "too large");
  assert.deepEqual(await next.outbox.pending(1), []);
});
