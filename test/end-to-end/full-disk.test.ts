import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Disk } from "../durability/world/disk.ts";
import { orderWith, sendOrder } from "./senders.ts";
import { buildEstate, ended, http, Process, until } from "./waybill.ts";

const disk = new Disk();
let service: Process;
let url = "";

before(async () => {
  await buildEstate();
  service = new Process(["run", "--port", "0"], { WAYBILL_DATA: join(disk.store, "..") });
  url = await service.url();
});
after(async () => {
  await service.end("SIGKILL");
  disk.close(false);
});

async function readiness(): Promise<number> {
  return (await http(`${url}/health/ready`)).status;
}

test("on a full disk a service takes nothing and is not ready, and goes on by itself once there is room", {
  skip: disk.why === undefined ? false : `no file system can be mounted here: ${disk.why}`,
}, async () => {
  assert.equal(await readiness(), 200);
  const before = await sendOrder(url, orderWith(901), { "x-shopify-webhook-id": "room" });
  assert.equal((await ended(url, before.body.run)).state, "done");
  disk.fill();
  await until(async () => (await readiness()) === 503);
  assert.equal((await http(`${url}/health/live`)).status, 200);
  const refused = await sendOrder(url, orderWith(902), { "x-shopify-webhook-id": "full" });
  assert.equal(refused.status, 503);
  assert.ok(Number(refused.headers.get("retry-after")) >= 1);
  disk.empty();
  await until(async () => (await readiness()) === 200);
  const again = await sendOrder(url, orderWith(902), { "x-shopify-webhook-id": "full" });
  assert.equal(again.status, 202);
  assert.equal(again.body.duplicate, undefined);
  assert.equal((await ended(url, again.body.run)).state, "done");
});
