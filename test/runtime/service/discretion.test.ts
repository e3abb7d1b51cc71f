import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { sign } from "../../../runtime/edge/signature.ts";
import { startService } from "../../../runtime/service/index.ts";
import { collector } from "../telemetry/collector.ts";
import { estate, ordersCreate, simulation } from "./estate.ts";
import { admin, callerOf } from "./running.ts";

/** Values that must be nowhere but in the store and on the wire to who is to have them. */
const personal = "marked-ann@example.com";
const secrets = {
  WAYBILL_SECRET_SAP_CLIENT: "marked-client:marked-client-secret",
  WAYBILL_SECRET_SHOPIFY_WEBHOOK: "marked-webhook-secret",
  WAYBILL_SECRET_QUOTE_KEY: "marked-api-key",
  WAYBILL_ADMIN_TOKEN: "marked-admin-token",
};

test("no secret and nothing personal stands in logs, traces, metrics, answers or dead letters, whatever fails", async (t) => {
  const { url: otlp, texts: traces } = await collector(t);
  const data = mkdtempSync(join(tmpdir(), "waybill-discreet-"));
  t.after(() => rmSync(data, { recursive: true }));
  const lines: string[] = [];
  const service = await startService(estate, {
    port: 0,
    variables: { WAYBILL_DATA: data, OTEL_EXPORTER_OTLP_ENDPOINT: otlp, ...secrets },
    simulation,
    log: (level, message, fields) => lines.push(JSON.stringify({ level, message, ...fields })),
  });
  const { call, ended } = callerOf(service.url);
  const answers: string[] = [];
  const asked = async (...of: Parameters<typeof call>) => {
    const answer = await call(...of);
    answers.push(JSON.stringify([answer.body, ...answer.headers]));
    return answer;
  };
  const order = async (
    id: string,
    body: string | object,
    secret = secrets.WAYBILL_SECRET_SHOPIFY_WEBHOOK,
  ) => {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    assert.ok(ordersCreate.verify);
    const signed = sign(ordersCreate.verify, secret, {
      id,
      body: Buffer.from(text),
      url: "",
      now: Date.now(),
    });
    const headers = { ...signed, "x-shopify-webhook-id": id };
    const answer = await asked("POST", "/webhooks/shopify/ordersCreate", text, headers);
    if (answer.status === 202) answers.push(JSON.stringify(await ended(answer.body.run)));
    return answer.status;
  };
  const good = { id: "1", email: personal, total: "1" };

  // What is refused at the edge.
  assert.equal(await order("m1", good, "marked-wrong-secret"), 401);
  assert.equal(await order("m2", `{"email": "${personal}", broken`), 400);
  assert.equal(await order("m3", { email: personal }), 422);
  const wrong = { "x-api-key": "marked-wrong-key", authorization: "Bearer marked-wrong-token" };
  assert.equal((await asked("POST", "/api/quotes", good, wrong)).status, 401);
  assert.equal((await asked("GET", "/admin/deadletters", undefined, wrong)).status, 401);
  const key = { "x-api-key": secrets.WAYBILL_SECRET_QUOTE_KEY };
  assert.equal((await asked("POST", "/api/quotes", good, key)).status, 201);
  // What a system does: it repeats what it was sent, breaks, never answers, and refuses its token.
  const faults = [
    { kind: "status", status: 422, times: 1 },
    { kind: "status", status: 503, times: 9 },
    { kind: "reset", effect: "after", times: 1 },
    { kind: "status", status: 401, times: 9 },
  ];
  for (const [number, fault] of faults.entries()) {
    await call("POST", "/simulate/sap/faults", fault);
    assert.equal(await order(`f${number}`, { ...good, id: `${personal} ${number}` }), 202);
    await call("DELETE", "/simulate/sap/faults");
  }
  // What an operator sees.
  const operator = { ...admin, authorization: `Bearer ${secrets.WAYBILL_ADMIN_TOKEN}` };
  const { body: list } = await asked("GET", "/admin/deadletters", undefined, operator);
  assert.ok(list.deadLetters.length >= 2);
  for (const { id } of list.deadLetters) await asked("GET", `/admin/deadletters/${id}`, undefined, operator);
  const { text: metrics } = { text: (await call("GET", "/metrics")).body as string };
  await service.close({ drainMs: 1_000 });

  assert.ok(lines.some((line) => line.includes("a run is a dead letter")));
  assert.ok(traces.length > 0);
  assert.match(metrics, /waybill_dead_letters_total/);
  for (const [where, text] of Object.entries({
    logs: lines.join("\n"),
    traces: traces.join("\n"),
    metrics,
    answers: answers.join("\n"),
  }))
    assert.deepEqual(text.match(/.{0,60}marked-.{0,40}/g) ?? [], [], where);
});
