import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { admin } from "../../runtime/service/running.ts";
import { until } from "../until.ts";
import { Servers } from "./servers.ts";
import { openShop, type Shop } from "./shop.ts";

let servers: Servers;
before(async () => {
  servers = await Servers.start();
});
after(() => servers.stop());

/** Sells so many at a till. Every sale is accepted. */
async function sell({ service }: Shop, till: string, from: number, count: number): Promise<void> {
  for (let number = from; number < from + count; number += 1) {
    const { status, body } = await service.call("POST", "/api/sales", { till, number });
    assert.equal(status, 202, JSON.stringify(body));
  }
}

const numbers = (count: number) => Array.from({ length: count }, (_, number) => number);

async function entered({ books }: Shop, wanted: Readonly<Record<string, number>>): Promise<void> {
  const total = Object.values(wanted).reduce((sum, count) => sum + count, 0);
  await until(
    () => books.entries.length,
    (count) => count >= total,
    60_000,
  );
  for (const [till, count] of Object.entries(wanted))
    assert.deepEqual(books.byTill().get(till), numbers(count), till);
  assert.equal(books.entries.length, total);
}

async function metric({ service }: Shop, name: string): Promise<readonly string[]> {
  const { body } = await service.call("GET", "/metrics");
  return (body as string).split("\n").filter((line) => line.startsWith(`${name}{`));
}

test("Kafka is away when a service starts: callers are served, and events go on when it comes", {
  timeout: 180_000,
}, async (context) => {
  await servers.kafka.kill();
  context.after(() => servers.kafka.start().catch(() => undefined));
  const started = Date.now();
  const shop = await openShop(context, servers);
  assert.ok(Date.now() - started < 20_000, `it took ${Date.now() - started} ms to start`);
  const { service, logged } = shop;
  const ready = await service.call("GET", "/health/ready");
  assert.deepEqual([ready.status, ready.body], [200, { status: "ready", events: "held up" }]);
  await sell(shop, "a", 0, 5);
  const consumers = await service.call("GET", "/admin/events/consumers", undefined, admin);
  assert.equal(consumers.status, 503);
  assert.match(consumers.body.detail, /ECONNREFUSED|does not answer/);
  const event = { specversion: "1.0", id: "1", source: "/t", type: "sold@1", data: { till: "b", number: 0 } };
  const outside = await service.call("POST", "/events", event, {
    ...admin,
    "content-type": "application/cloudevents+json",
  });
  assert.equal(outside.status, 503);
  assert.match(outside.headers.get("retry-after") ?? "", /^\d+$/);
  assert.deepEqual(await metric(shop, "waybill_events_held_up"), ['waybill_events_held_up{route="book"} 1']);
  assert.ok(
    logged.some((line) => /^book takes no events for now: Connection to \S+ failed/.test(line)),
    logged.join("\n"),
  );
  await servers.kafka.start();
  await entered(shop, { a: 5 });
  await until(
    async () => (await service.call("GET", "/health/ready")).body.events,
    (events) => events === undefined,
  );
  assert.deepEqual(await metric(shop, "waybill_events_held_up"), []);
  assert.ok(logged.some((line) => /^book takes events again, after \d+ s/.test(line)));
});

test("Kafka is killed under a service: what is sold meanwhile is accepted, and booked when it is back, in order and once", {
  timeout: 180_000,
}, async (context) => {
  const shop = await openShop(context, servers);
  const { service, logged } = shop;
  await sell(shop, "a", 0, 10);
  await sell(shop, "b", 0, 10);
  await until(
    () => shop.books.entries.length,
    (count) => count > 5,
  );
  await servers.kafka.kill();
  await sell(shop, "a", 10, 20);
  await sell(shop, "b", 10, 20);
  await until(
    () => metric(shop, "waybill_events_held_up"),
    ({ length }) => length === 2,
  );
  assert.equal((await service.call("GET", "/health/ready")).body.events, "held up");
  await sleep(1_000);
  await servers.kafka.start();
  await entered(shop, { a: 30, b: 30 });
  await until(
    () => metric(shop, "waybill_events_held_up"),
    ({ length }) => length === 0,
  );
  assert.ok(logged.some((line) => line.startsWith("What routes publish waits for now: ")));
  assert.ok(logged.some((line) => /^What routes publish goes out again, after \d+ s/.test(line)));
});
