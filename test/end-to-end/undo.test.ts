import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, test } from "node:test";
import { examples, sendOrder } from "./senders.ts";
import { admin, buildEstate, ended, http, Process, until, work } from "./waybill.ts";

const large = readFileSync(`${examples}ecommerce/examples/shopify-order-1417-large.json`, "utf8");

before(() => buildEstate());

interface Call {
  readonly operation: string;
  readonly path: string;
  readonly attemptKey: string;
  readonly effect: boolean;
}

test("an undo by a capability's provider goes on after kill -9, and gives the same goods back", {
  timeout: 60_000,
}, async () => {
  const simulator = new Process(["simulate", "--port", "0", "--data", `${work}/undo-simulated`]);
  const simulated = await simulator.url();
  const variables = {
    WAYBILL_DATA: `${work}/undo`,
    WAYBILL_SYSTEM_WMS_URL: `${simulated}/simulated/wms`,
    WAYBILL_SYSTEM_SAP_URL: `${simulated}/simulated/sap`,
  };
  const calls = async (system: string): Promise<readonly Call[]> =>
    (await http(`${simulated}/simulate/${system}/received`)).body.calls;
  const released = async () =>
    (await calls("wms")).filter(({ operation }) => operation === "releaseReservation");

  const first = new Process(["run", "order-intake", "--port", "0"], variables);
  const url = await first.url();
  const { body, status } = await sendOrder(url, large, { "x-shopify-webhook-id": "undo" });
  assert.equal(status, 202);
  const open = async () => (await admin(`${url}/admin/approvals`)).body.approvals;
  await until(async () => (await open()).length === 1);
  // The warehouse takes the goods back and never says so.
  const silence = { operation: "releaseReservation", kind: "timeout", effect: "after" };
  await http(`${simulated}/simulate/wms/faults`, { method: "POST", body: JSON.stringify(silence) });
  const word = { decision: "rejected", by: "bert", note: "three cards tried within a minute" };
  const decided = await http(`${url}/admin/approvals/${body.run}/review`, {
    method: "POST",
    headers: { authorization: "Bearer local", "content-type": "application/json" },
    body: JSON.stringify(word),
  });
  assert.equal(decided.status, 200);
  await until(async () => (await released()).length > 0);
  await first.end("SIGKILL");
  await http(`${simulated}/simulate/wms/faults`, { method: "DELETE" });

  const second = new Process(["run", "order-intake", "--port", "0"], variables);
  const next = await second.url();
  const run = await ended(next, body.run);
  assert.deepEqual([run.state, run.outcome], ["done", "rejected"]);
  const releases = await released();
  assert.ok(releases.length >= 2, "it was tried again");
  // The warehouse knows it by its number: the same one, asked for by the same step.
  assert.equal(new Set(releases.map(({ path, attemptKey }) => `${path} ${attemptKey}`)).size, 1);
  assert.deepEqual(
    (await calls("sap")).filter(({ effect }) => effect),
    [],
  );
  const { runs } = (await admin(`${next}/admin/trace?key=${body.run}`)).body;
  assert.ok(
    runs[0].steps.some(({ name }: { name: string }) => name.startsWith("compensate:")),
    JSON.stringify(runs[0].steps.map(({ name }: { name: string }) => name)),
  );
});
