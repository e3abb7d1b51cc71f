import assert from "node:assert/strict";
import { before, test } from "node:test";
import { orderWith, sendOrder } from "./senders.ts";
import { type Answer, admin, buildEstate, ended, http, Process, until, work } from "./waybill.ts";

/** What the ledger's policy allows a posting. */
const attempts = 8;

before(() =>
  buildEstate({
    "policies.yaml": (text) =>
      text.replace("failures: 500, within: 30s, reset: 60s", "failures: 5, within: 30s, reset: 1s"),
    "orders/order-api.yaml": (text) => text.replace("rate: 50/s", "rate: 2/s"),
  }),
);

async function serving(data: string, variables: Readonly<Record<string, string>> = {}): Promise<string> {
  return new Process(["run", "--port", "0"], { WAYBILL_DATA: `${work}/${data}`, ...variables }).url();
}

async function fault(url: string, of: object): Promise<void> {
  const init = { method: "POST", body: JSON.stringify({ operation: "createSalesOrder", ...of }) };
  assert.equal((await http(`${url}/simulate/sap/faults`, init)).status, 201);
}

function send(url: string, id: number): Promise<Answer> {
  return sendOrder(url, orderWith(id), { "x-shopify-webhook-id": `p${id}` });
}

test("an ERP that is down costs the orders no attempts: its breaker opens, they wait, and all are posted once it is back", {
  timeout: 60_000,
}, async () => {
  const url = await serving("breaker");
  await fault(url, { kind: "status", status: 503 });
  const sent = await Promise.all(Array.from({ length: 20 }, (_, index) => send(url, 2_000 + index)));
  const breaker = async () => {
    const { systems } = (await admin(`${url}/admin/systems`)).body;
    return systems.find(({ system }: { system: string }) => system === "sap")?.policies[0]?.breaker;
  };
  // It tries again and again whether the ERP is back. All attempts of all orders would be spent long before.
  await until(async () => (await probes(url)) >= 3);
  assert.notEqual((await breaker()).state, "closed");
  const { deadLetters } = (await admin(`${url}/admin/deadletters`)).body;
  assert.deepEqual(deadLetters, []);
  assert.ok((await postings(url)) < (sent.length * attempts) / 2);
  await http(`${url}/simulate/sap/faults`, { method: "DELETE" });
  for (const { body } of sent) assert.equal((await ended(url, body.run)).state, "done");
  assert.equal((await breaker()).state, "closed");
});

async function postings(url: string): Promise<number> {
  const { calls } = (await http(`${url}/simulate/sap/received`)).body;
  return calls.filter(({ operation }: { operation: string }) => operation === "createSalesOrder").length;
}

/** Calls for the ERP that came a breaker's rest after the one before. */
async function probes(url: string): Promise<number> {
  const { calls } = (await http(`${url}/simulate/sap/received`)).body as { calls: { at: string }[] };
  const times = calls.map(({ at }) => Date.parse(at));
  return times.filter((at, index) => at - (times[index - 1] ?? at) >= 900).length;
}

test("who calls an API more often than it allows gets 429 and when to come back, and is served then", async () => {
  const url = await serving("rate");
  const call = () =>
    http(`${url}/api/orders`, {
      method: "POST",
      body: "{}",
      headers: { "content-type": "application/json", "x-api-key": "local-api-key" },
    });
  const answers = await Promise.all(Array.from({ length: 30 }, call));
  const turnedAway = answers.filter(({ status }) => status === 429);
  assert.ok(turnedAway.length > 0, answers.map(({ status }) => status).join(" "));
  for (const { headers } of turnedAway) {
    assert.match(headers.get("retry-after") ?? "", /^[1-9]\d*$/);
    assert.equal(headers.get("content-type"), "application/problem+json");
  }
  await until(async () => (await call()).status === 422);
});

test("who comes when the backlog is full gets 503 and when to come back; nothing of it is kept, and later it is taken", {
  timeout: 60_000,
}, async () => {
  const url = await serving("backlog", { WAYBILL_BACKLOG_RUNS: "4" });
  await fault(url, { kind: "status", status: 503 });
  const sent = await Promise.all(Array.from({ length: 12 }, (_, index) => send(url, 3_000 + index)));
  const refused = sent.flatMap((answer, index) => (answer.status === 503 ? [{ answer, index }] : []));
  assert.ok(refused.length > 0 && refused.length < sent.length, sent.map(({ status }) => status).join(" "));
  for (const { answer } of refused) assert.match(answer.headers.get("retry-after") ?? "", /^[1-9]\d*$/);
  await http(`${url}/simulate/sap/faults`, { method: "DELETE" });
  for (const { status, body } of sent)
    if (status === 202) assert.equal((await ended(url, body.run)).state, "done");
  for (const { index } of refused) {
    let again: Answer | undefined;
    await until(async () => (again = await send(url, 3_000 + index)).status === 202);
    assert.equal(again?.body.duplicate, undefined);
    assert.equal((await ended(url, again?.body.run)).state, "done");
  }
});
