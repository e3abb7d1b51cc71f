import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import { assertCarried, load, taken } from "./load.ts";
import { examples } from "./senders.ts";
import { buildEstate, http, Process, pause, work } from "./waybill.ts";

const placed = JSON.parse(readFileSync(`${examples}orders/examples/dutch-order.json`, "utf8"));
let simulator: Process;
let variables: Record<string, string> = {};
let simulated = "";

before(async () => {
  await buildEstate();
  simulator = new Process(["simulate", "--port", "0", "--data", `${work}/simulated`]);
  simulated = await simulator.url();
  variables = {
    WAYBILL_SYSTEM_SAP_URL: `${simulated}/simulated/sap`,
    WAYBILL_SYSTEM_BUSINESS_CENTRAL_URL: `${simulated}/simulated/business-central`,
  };
});

test("killed four times under load, it loses nothing it took and posts nothing twice", {
  timeout: 60_000,
}, async () => {
  const acknowledged = new Map<number, string>();
  let next = 1000;
  for (let round = 0; round < 4; round += 1) {
    const service = new Process(["run", "order-intake", "--port", "0"], variables);
    const url = await service.url();
    const killed = taken(acknowledged, 3 + Math.floor(Math.random() * 20)).then(() => service.end("SIGKILL"));
    next = await load(url, next, acknowledged, killed);
    await killed;
  }
  const service = new Process(["run", "order-intake", "--port", "0"], variables);
  await assertCarried(await service.url(), simulated, acknowledged);
  assert.equal((await service.end()).status, 0);
});

test("told to stop under load, it answers what it has taken, ends with 0, and the next process ends the rest", {
  timeout: 40_000,
}, async () => {
  const acknowledged = new Map<number, string>();
  const drained = { ...variables, WAYBILL_DATA: `${work}/drained` };
  const service = new Process(["run", "order-intake", "--port", "0"], drained);
  const url = await service.url();
  const stopped = taken(acknowledged, 20).then(() => service.end("SIGTERM"));
  await load(url, 5000, acknowledged, stopped);
  const { status, stderr } = await stopped;
  assert.equal(status, 0);
  assert.doesNotMatch(stderr, /"level":"error"/);
  const next = new Process(["run", "order-intake", "--port", "0"], drained);
  await assertCarried(await next.url(), simulated, acknowledged);
});

test("a caller who waits when the service is told to stop is told where the run goes on", {
  timeout: 30_000,
}, async () => {
  const service = new Process(["run", "order-intake", "--port", "0"], {
    ...variables,
    WAYBILL_SYSTEM_BUSINESS_CENTRAL_URL: "http://127.0.0.1:9/bc",
    WAYBILL_DATA: `${work}/waiting`,
  });
  const url = await service.url();
  const body = JSON.stringify({ ...placed, orderId: "waiting-1" });
  const headers = { "content-type": "application/json", "x-api-key": "local-api-key" };
  const answer = http(`${url}/api/orders`, { method: "POST", body, headers });
  await pause(300);
  const [{ status, headers: told }, stopped] = await Promise.all([answer, service.end()]);
  assert.ok([503, 504].includes(status), String(status));
  assert.match(told.get("location") ?? "", /^\/runs\//);
  assert.equal(stopped.status, 0);
});
