import assert from "node:assert/strict";
import { after, before, type TestContext, test } from "node:test";
import { Admin, ConfigResourceTypes, IncrementalAlterConfigOperationTypes } from "@platformatic/kafka";
import { admin, type Running } from "../../runtime/service/running.ts";
import { until } from "../until.ts";
import { Servers } from "./servers.ts";
import { openShop } from "./shop.ts";

let servers: Servers;
before(async () => {
  servers = await Servers.start();
});
after(() => servers.stop());

const day = 86_400_000;
const key = "a 0";
const order = { key, by: "ann", reason: "the customer asked" };

interface Erasing {
  readonly service: Running;
  readonly topic: string;
  /** One more sale, until it is booked. */
  sell(number: number): Promise<void>;
  erase(more?: object): ReturnType<Running["call"]>;
  /** For how long the topic keeps what it has, milliseconds. */
  keeps(ms: number): Promise<void>;
  /** A route of a service that is not up has taken so much of each partition. */
  otherHasTaken(offsets: readonly bigint[]): Promise<void>;
}

async function opened(context: TestContext): Promise<Erasing> {
  const { books, running, service, prefix, topic } = await openShop(context, servers);
  const kafka = new Admin({ clientId: "case", bootstrapBrokers: [servers.kafka.address], retries: 1 });
  context.after(() => kafka.close());
  return {
    service,
    topic,
    async sell(number) {
      await service.call("POST", "/api/sales", { till: "a", number, customer: "mia@example.com" });
      await until(
        () => books.entries.length,
        (count) => count > number,
      );
      await until(
        () => running.engine.backlog(),
        (backlog) => backlog.running + backlog.waiting === 0,
      );
    },
    erase: (more = {}) => service.call("POST", "/admin/erase", { ...order, ...more }, admin),
    async keeps(ms) {
      const { SET: configOperation } = IncrementalAlterConfigOperationTypes;
      const configs = ["retention.ms", "segment.ms"].map((name) => ({
        name,
        configOperation,
        // A segment of no time there is not.
        value: String(name === "segment.ms" ? Math.abs(ms) : ms),
      }));
      await kafka.incrementalAlterConfigs({
        resources: [{ resourceType: ConfigResourceTypes.TOPIC, resourceName: topic, configs }],
      });
    },
    async otherHasTaken(offsets) {
      const partitionOffsets = offsets.map((offset, partition) => ({ partition, offset }));
      await kafka.alterConsumerGroupOffsets({
        groupId: `${prefix}other`,
        topics: [{ name: topic, partitionOffsets }],
      });
    },
  };
}

const timeout = 120_000;

test("who erases is told which topics have events all the same, and until when by their configuration; so is who reads the audit", {
  timeout,
}, async (context) => {
  const { service, topic, sell, erase, keeps } = await opened(context);
  await sell(0);
  await keeps(day);
  const asked = Date.now();
  const dry = await erase({ dryRun: true });
  assert.deepEqual([dry.body.runs.length, dry.body.left], [2, []]);
  const [place] = dry.body.kept;
  assert.deepEqual([dry.body.kept.length, place.type, place.place], [1, "sold@1", topic]);
  // A segment takes records for a day and is kept for another; then the broker takes some minutes to look.
  const days = (Date.parse(place.until) - asked) / day;
  assert.ok(days > 2 && days < 2.1, `${days} days`);
  await keeps(-1);
  assert.match((await erase({ dryRun: true })).body.kept[0].reason, /^it stays \(retention.ms is -1\)$/);
  const done = await erase();
  assert.deepEqual([done.status, done.body.runs.length, done.body.events], [200, 2, 1]);
  const { body } = await service.call("GET", "/admin/audit", undefined, admin);
  const [record] = body.audit.filter(({ action }: { action: string }) => action === "erase");
  assert.equal(
    record.detail,
    `2 runs, 1 events; ${topic} keeps its events, it stays (retention.ms is -1): the customer asked`,
  );
});

test("runs are left whole until every group has taken what stood in the topic when it was asked, and what came later is not waited for", {
  timeout,
}, async (context) => {
  const { sell, erase, otherHasTaken } = await opened(context);
  await sell(0);
  await otherHasTaken([0n, 0n]);
  const left = await erase();
  assert.deepEqual(
    [left.status, left.body.runs, left.body.left.map(({ reason }: { reason: string }) => reason)],
    [202, [], Array(2).fill("other may not have taken its event yet")],
  );
  await sell(1);
  // Where the first of the till went nobody but Kafka knows; the second is behind it.
  await otherHasTaken([1n, 1n]);
  const done = await erase();
  assert.deepEqual([done.status, done.body.runs.length, done.body.left], [200, 2, []]);
});

test("where Kafka cannot be asked nothing is erased yet of what is on it, and it is said why", {
  timeout,
}, async (context) => {
  const { topic, sell, erase } = await opened(context);
  await sell(0);
  await servers.kafka.kill();
  const { status, body } = await erase();
  await servers.kafka.start();
  assert.deepEqual([status, body.runs], [202, []]);
  assert.match(body.left[0].reason, /^nobody knows whether its event was taken: /);
  assert.equal(body.kept[0].place, topic);
  assert.match(body.kept[0].reason, /ECONNREFUSED|does not answer/);
});
