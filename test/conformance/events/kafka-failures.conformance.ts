import assert from "node:assert/strict";
import { after, before, type TestContext, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Broker } from "../../../trial/kafka/broker.ts";
import { until } from "../until.ts";
import { Fleet } from "./fleet.ts";

let broker: Broker;
before(async () => {
  broker = await Broker.start();
});
after(() => broker.stop());

async function fleetOf(context: TestContext): Promise<Fleet> {
  const fleet = await Fleet.at(broker.address);
  context.after(() => fleet.close());
  return fleet;
}

/** Until so many events have been taken and worked. */
async function worked(fleet: Fleet, enough: number): Promise<void> {
  await until(
    () => fleet.worked,
    (count) => count >= enough,
    60_000,
  );
}

/** Nothing lost, nothing twice, nothing out of order: everything of every subject, from zero. */
async function whole(fleet: Fleet): Promise<void> {
  await worked(fleet, fleet.published);
  const { found, wanted } = fleet.judge();
  assert.deepEqual(found, wanted);
}

const timeout = 150_000;

test("kafka: the broker is killed twice while events are published and taken", {
  timeout,
}, async (context) => {
  const fleet = await fleetOf(context);
  await fleet.join();
  await fleet.join();
  const publishing = fleet.publish(1_500);
  for (const enough of [200, 700]) {
    await worked(fleet, enough);
    await broker.kill();
    await sleep(1_000);
    await broker.start();
  }
  await publishing;
  await whole(fleet);
});

test("kafka: a consumer is killed while it takes events, and another goes on in its place", {
  timeout,
}, async (context) => {
  const fleet = await fleetOf(context);
  const [first] = [await fleet.join(), await fleet.join()];
  const publishing = fleet.publish(1_200);
  await worked(fleet, 200);
  await fleet.gone(first, "SIGKILL");
  const second = await fleet.join();
  await worked(fleet, 600);
  await fleet.gone(second, "SIGKILL");
  await publishing;
  await whole(fleet);
});

test("kafka: a consumer stands still for longer than its session lasts, and goes on as if nothing had been", {
  timeout,
}, async (context) => {
  const fleet = await fleetOf(context);
  const [first] = [await fleet.join(), await fleet.join()];
  const publishing = fleet.publish(1_200);
  await worked(fleet, 200);
  first.kill("SIGSTOP");
  // The other has its partitions after three.
  await sleep(6_000);
  first.kill("SIGCONT");
  await publishing;
  await whole(fleet);
});

test("kafka: consumers join and leave a group under load", { timeout }, async (context) => {
  const fleet = await fleetOf(context);
  await fleet.join();
  const publishing = fleet.publish(2_000);
  for (let times = 0; times < 4; times += 1) {
    const guest = await fleet.join();
    await sleep(500);
    await fleet.gone(guest, "SIGTERM");
  }
  await publishing;
  await whole(fleet);
});

test("kafka: the broker answers nobody for longer than a session lasts", { timeout }, async (context) => {
  const fleet = await fleetOf(context);
  await fleet.join();
  await fleet.join();
  const publishing = fleet.publish(800);
  await worked(fleet, 100);
  broker.pause();
  await sleep(5_000);
  broker.goOn();
  await publishing;
  await whole(fleet);
});
