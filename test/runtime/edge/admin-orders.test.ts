import assert from "node:assert/strict";
import { test } from "node:test";
import { listApprovals, listAudit } from "../../../runtime/edge/admin/approvals.ts";
import { bulkDeadLetters } from "../../../runtime/edge/admin/bulk.ts";
import { discardDeadLetter, listDeadLetters } from "../../../runtime/edge/admin/dead-letters.ts";
import { listEvents, replayEvents } from "../../../runtime/edge/admin/events.ts";
import { actOnRun, listRuns } from "../../../runtime/edge/admin/runs.ts";
import { Answered } from "../../../runtime/edge/problem.ts";
import type { EdgeResponse, Handler } from "../../../runtime/edge/request.ts";
import type { Engine } from "../../../runtime/engine/port.ts";

/** An engine that must not be told anything. */
const untouched = new Proxy({} as Engine, {
  get: (_, name) => {
    if (name === "events") return untouched;
    return () => assert.fail(`the engine was told to ${String(name)}`);
  },
});

async function ordered(handler: Handler, body: unknown, query = ""): Promise<EdgeResponse> {
  const request = {
    method: "POST",
    url: new URL(`http://service/admin?${query}`),
    headers: { "content-type": "application/json" },
    body: Buffer.from(typeof body === "string" ? body : JSON.stringify(body)),
    parameters: { id: "1", act: "cancel" },
    remoteAddress: "127.0.0.1",
  };
  try {
    return await handler(request);
  } catch (error) {
    if (error instanceof Answered) return error.response;
    throw error;
  }
}

async function refusedAt(handler: Handler, body: unknown): Promise<readonly string[]> {
  const { status, body: text = "" } = await ordered(handler, body);
  assert.equal(status, 422, text);
  const { errors = [] } = JSON.parse(text) as { errors?: readonly { pointer: string }[] };
  return errors.map(({ pointer }) => pointer);
}

test("an order for many with a filter that is misspelled, empty or of another type does nothing", async () => {
  const bulk = bulkDeadLetters(untouched);
  assert.deepEqual(await refusedAt(bulk, { action: "redrive", rout: "orders" }), ["/rout"]);
  assert.deepEqual(await refusedAt(bulk, { action: "redrive", route: "" }), ["/route"]);
  assert.deepEqual(await refusedAt(bulk, { action: "redrive", route: null, owner: 5 }), ["/route", "/owner"]);
  assert.deepEqual(await refusedAt(bulk, { action: "redrive", rate: "5" }), ["/rate"]);
  assert.deepEqual(await refusedAt(bulk, '{"action":"redrive","__proto__":{"dryRun":true}}'), ["/__proto__"]);
  assert.deepEqual(await refusedAt(bulk, [{ action: "redrive" }]), []);
  assert.deepEqual(await refusedAt(bulk, { action: "redrive", since: "1" }), []);
});

test("what is meant as a dry run and is not said as one does nothing", async () => {
  assert.deepEqual(await refusedAt(bulkDeadLetters(untouched), { action: "redrive", dryRun: "true" }), [
    "/dryRun",
  ]);
  const replay = { route: "orders", from: "2026-11-24T09:00:00Z", dryRun: 1 };
  assert.deepEqual(await refusedAt(replayEvents(untouched, []), replay), ["/dryRun"]);
});

test("a cancel that is to undo says so as it is understood, or cancels nothing", async () => {
  assert.deepEqual(await refusedAt(actOnRun(untouched), { compensate: "yes" }), ["/compensate"]);
});

test("a dead letter is not discarded without a reason", async () => {
  assert.deepEqual(await refusedAt(discardDeadLetter(untouched), { by: "ann" }), []);
});

test("a list asked by a filter that it does not have, or for more than there may be, is refused", async () => {
  const lists = [
    listRuns(untouched),
    listDeadLetters(untouched, []),
    listEvents(untouched, []),
    listApprovals(untouched),
    listAudit(untouched),
  ];
  for (const list of lists)
    for (const query of [
      "stat=open",
      "limit=-1",
      "limit=1e9",
      "limit=1001",
      "limit=0",
      "limit=ten",
      "limit=",
    ])
      assert.equal((await ordered(list, "", query)).status, 400, query);
});
