import assert from "node:assert/strict";
import { before, beforeEach, test } from "node:test";
import { orderWith, sendOrder } from "./senders.ts";
import { type Answer, admin, buildEstate, ended, http, Process } from "./waybill.ts";

let url = "";
let service: Process;

before(async () => {
  await buildEstate();
  service = new Process(["run", "--port", "0"]);
  url = await service.url();
});
beforeEach(() => http(`${url}/simulate/sap`, { method: "DELETE" }));

interface Call {
  readonly operation: string;
  readonly effect: boolean;
  readonly body: { readonly PurchaseOrderByCustomer?: string } | null;
}

async function fault(of: object): Promise<void> {
  const init = { method: "POST", body: JSON.stringify({ operation: "createSalesOrder", ...of }) };
  assert.equal((await http(`${url}/simulate/sap/faults`, init)).status, 201);
}

async function heal(): Promise<void> {
  assert.equal((await http(`${url}/simulate/sap/faults`, { method: "DELETE" })).status, 204);
}

/** Sends an order and waits for its end: its run, its trace's posting and the ERP's calls. */
async function sent(id: number): Promise<{
  readonly run: Answer["body"];
  readonly posting: { readonly attempts: readonly Answer["body"][] };
  readonly creates: readonly Call[];
  readonly finds: readonly Call[];
}> {
  const { body, status } = await sendOrder(url, orderWith(id), { "x-shopify-webhook-id": `fault-${id}` });
  assert.equal(status, 202);
  const run = await ended(url, body.run);
  const { runs } = (await admin(`${url}/admin/trace?key=${body.run}`)).body;
  const calls = (await http(`${url}/simulate/sap/received`)).body.calls as Call[];
  return {
    run,
    posting: runs[0].steps.find((step: { name: string }) => step.name === "posting"),
    creates: calls.filter(({ operation }) => operation === "createSalesOrder"),
    finds: calls.filter(({ operation }) => operation === "findSalesOrder"),
  };
}

function effects(calls: readonly Call[]): number {
  return calls.filter(({ effect }) => effect).length;
}

test("an ERP that is unavailable twice is called a third time, and each attempt is in the trace", async () => {
  await fault({ kind: "status", status: 503, times: 2 });
  const { run, posting, creates } = await sent(801);
  assert.equal(run.state, "done");
  assert.deepEqual(posting.attempts.map(({ status }) => status).slice(0, 2), [503, 503]);
  assert.deepEqual([creates.length, effects(creates)], [3, 1]);
});

test("an ERP that throttles is left alone for as long as it says", async () => {
  await fault({ kind: "status", status: 429, retryAfter: 1, times: 1 });
  const { run, posting } = await sent(802);
  assert.equal(run.state, "done");
  assert.equal(posting.attempts[0]?.class, "throttled");
  const [first, second] = posting.attempts.map(({ at }) => Date.parse(at));
  assert.ok((second ?? 0) - (first ?? 0) >= 950);
});

test("an ERP that refuses is not asked again: a dead letter, masked, which a redrive ends well", async () => {
  await fault({ kind: "status", status: 400 });
  const { run, creates } = await sent(803);
  assert.deepEqual([run.state, run.error.class, creates.length], ["paused", "refused", 1]);
  const { body } = await admin(`${url}/admin/deadletters`);
  const letter = body.deadLetters.find((each: { run: string }) => each.run === run.run);
  const shown = await admin(`${url}/admin/deadletters/${letter.id}`);
  assert.equal(shown.body.class, "refused");
  assert.doesNotMatch(shown.text, /bob\.norman|Norman|Chestnut|16136120707|bd5a8aa1ecd019dd3520ff791ee3a24c/);
  assert.match(shown.text, /\*\*\*/);
  await heal();
  const redriven = await admin(`${url}/admin/deadletters/${letter.id}/redrive`, { method: "POST" });
  assert.equal(redriven.status, 202);
  assert.equal((await ended(url, redriven.body.run)).state, "done");
  assert.equal(
    (await admin(`${url}/admin/deadletters/${letter.id}/redrive`, { method: "POST" })).status,
    409,
  );
});

for (const kind of ["timeout", "reset"])
  for (const effect of ["before", "after"])
    test(`a ${kind} ${effect} the effect: the order is looked for, and is there once`, async () => {
      await fault({ kind, effect, times: 1 });
      const id = 810 + ["timeoutbefore", "timeoutafter", "resetbefore", "resetafter"].indexOf(kind + effect);
      const { run, posting, creates, finds } = await sent(id);
      assert.equal(run.state, "done");
      assert.equal(posting.attempts[0]?.class, "unknown");
      assert.equal(effects(creates), 1);
      assert.ok(finds.length >= 1);
      assert.equal(creates.length, effect === "after" ? 1 : 2);
    });

test("an ERP that is slow, but in time, is called once", async () => {
  await fault({ kind: "delay", delayMs: 200, times: 1 });
  const { run, creates } = await sent(820);
  assert.deepEqual([run.state, creates.length], ["done", 1]);
});

test("what is no fault is told as such, and a caller's answer waits for the ERP's refusal", async () => {
  const init = { method: "POST", body: '{"kind":"explode"}' };
  assert.equal((await http(`${url}/simulate/sap/faults`, init)).status, 422);
  assert.equal((await http(`${url}/simulate/nosuch/received`)).status, 404);
  assert.doesNotMatch(service.stderr, /bob\.norman|bd5a8aa1ecd019dd3520ff791ee3a24c/);
});
