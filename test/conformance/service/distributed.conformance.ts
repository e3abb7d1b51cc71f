import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { running } from "../../runtime/service/running.ts";
import { Servers } from "./servers.ts";

let servers: Servers;
before(async () => {
  servers = await Servers.start();
});
after(() => servers.stop());

const variables = async (): Promise<Record<string, string>> =>
  servers.variables(await servers.databases.make({ empty: true }));

test("an order reaches the ERP once, and one that comes twice is one run", {
  timeout: 120_000,
}, async (context) => {
  const service = await running(context, await variables());
  const first = await service.order({ id: "450", total: "9.99" }, "message-1");
  assert.equal(first.status, 202);
  const again = await service.order({ id: "450", total: "9.99" }, "message-1");
  assert.deepEqual([again.body.run, again.body.duplicate], [first.body.run, true]);
  assert.equal((await service.ended(first.body.run)).state, "done");
});

test("while PostgreSQL is away callers get 503 with Retry-After; what was taken is done when it is back, once", {
  timeout: 180_000,
}, async (context) => {
  const service = await running(context, await variables());
  const taken = new Map<string, string>();
  const refused: Headers[] = [];
  let count = 0;
  const send = async (): Promise<void> => {
    const id = `order-${++count}`;
    const { status, body, headers } = await service.order({ id, total: "9.99" }, `message-${id}`);
    if (status === 202) taken.set(id, body.run);
    else {
      assert.equal(status, 503, JSON.stringify(body));
      refused.push(headers);
    }
  };
  const load = async (ms: number): Promise<void> => {
    for (const end = Date.now() + ms; Date.now() < end; await sleep(20))
      await Promise.all([send(), send(), send()]);
  };
  await load(1_500);
  const before = taken.size;
  await servers.databases.server.kill();
  await load(10_000);
  assert.ok(refused.length > 50, `${refused.length} were refused`);
  for (const headers of refused) assert.match(headers.get("retry-after") ?? "", /^\d+$/);
  await servers.databases.server.start();
  await load(3_000);
  assert.ok(before > 0 && taken.size > before, `${before} before, ${taken.size - before} after`);
  for (const run of taken.values()) assert.equal((await service.ended(run)).state, "done");
  const { body } = await service.call("GET", "/simulate/sap/received");
  const posted = (
    body.calls as { operation: string; effect: boolean; body?: { PurchaseOrderByCustomer?: string } }[]
  )
    .filter(({ operation, effect }) => operation === "createSalesOrder" && effect)
    .map((call) => call.body?.PurchaseOrderByCustomer);
  assert.deepEqual(posted.length, new Set(posted).size, "no order was posted twice");
  for (const id of taken.keys()) assert.ok(posted.includes(id), `${id} was posted`);
});
