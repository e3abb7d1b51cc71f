import assert from "node:assert/strict";
import { test } from "node:test";
import { compile } from "../compile.ts";

const others = `
kind: Contract
metadata: { name: order, domain: orders }
spec:
  version: 1.0.0
  lifecycle: active
  key: [orderId]
  schema:
    type: object
    required: [orderId, lines]
    properties:
      orderId: { type: string }
      updatedAt: { $ref: "waybill:instant" }
      lines: { type: array, items: { type: string } }
---
kind: Contract
metadata: { name: paid, domain: orders }
spec:
  version: 1.0.0
  lifecycle: active
  key: [orderId]
  outside: { publishes: the bank does, consumes: the bank does }
  schema: { type: object, required: [orderId], properties: { orderId: { type: string }, method: { type: string } } }
---
kind: Contract
metadata: { name: closed, domain: orders }
spec:
  version: 1.0.0
  lifecycle: active
  outside: { publishes: the shop does }
  schema: { type: object, required: [day], properties: { day: { type: string } } }
---
kind: System
metadata: { name: stock, domain: orders }
spec:
  type: wms
  endpoints: { local: simulated }
  webhooks:
    ordered:
      verify: { hmac: { algorithm: sha256, header: X-Signature, encoding: base64, secret: stock-webhook } }
      payload: { $ref: order@1 }
  operations:
    reserve:
      request: { method: PUT, path: /reservations, body: { $ref: order@1 } }
      response: { 200: { $ref: order@1 } }
      idempotent: true
    release:
      request: { method: PUT, path: /releases, body: { $ref: order@1 } }
      idempotent: true
    ping:
      request: { method: PUT, path: /ping }
      idempotent: true
---
`;

/** What is told of a route with these steps in the range of codes of this room: the code, and the text it is told at. */
function told(steps: string, head = "lane: =message.id"): readonly string[] {
  const text = `${others}kind: Route
metadata: { name: take-order, domain: orders }
spec:
  trigger: { webhook: stock.ordered }
  ${head}
  steps:
${steps.trim().replace(/^/gm, "    ")}
`;
  return compile(text)
    .diagnostics.filter(({ code, severity }) => code.startsWith("WB232") || severity === "error")
    .map(({ code, span }) => `${code} ${span ? text.slice(span.start, span.end) : ""}`);
}

const undo = "compensate: { call: stock.release, with: =reservation }";
const reserve = `{ name: reservation, call: stock.reserve, with: =message.data, ${undo} }`;
const wait = (more: string, rest = "") => `- { name: paid, wait: { ${more} }${rest} }`;

test("latest is compared within a lane", () => {
  const step = "- { name: pinged, call: stock.ping }";
  const latest = "latest: { by: =message.data.updatedAt }";
  assert.deepEqual(told(step, latest), ["WB2320 latest"]);
  assert.deepEqual(told(step, `lane: =message.data.orderId\n  ${latest}`), []);
});

test("on a call compensate says how it is undone or why not, as a step what is undone", () => {
  const call = (compensate: string) =>
    told(
      `- { name: reservation, call: stock.reserve, with: =message.data, compensate: ${compensate} }\n- ${reserve.replaceAll("reservation", "second")}\n- { compensate: all }`,
    );
  assert.deepEqual(call("all"), ["WB2321 all"]);
  assert.deepEqual(call("[reservation]"), ["WB2321 [reservation]"]);
  assert.deepEqual(call("{ policy: default }").slice(-1), ["WB2321 { policy: default }"]);
  const both = '{ call: stock.release, with: =reservation, none: "it stays" }';
  assert.deepEqual(call(both), [`WB2321 ${both}`]);
  const idle = '{ none: "it stays", with: =reservation }';
  assert.deepEqual(call(idle), [`WB2321 ${idle}`]);
  assert.deepEqual(call('{ none: "it stays" }'), []);
  assert.deepEqual(told(`- ${reserve}\n- compensate: { call: stock.release, with: =reservation }`), [
    "WB2321 { call: stock.release, with: =reservation }",
  ]);
});

test("what runs beside others undoes its own alone", () => {
  const each = (inner: string, rest = "") =>
    told(`- ${reserve}\n- { name: all, each: =message.data.lines, as: line, steps: [${inner}]${rest} }`);
  const held = reserve.replaceAll("reservation", "held");
  assert.deepEqual(each(`${held}, { compensate: all }`), ["WB2322 compensate"]);
  assert.deepEqual(each(`${held}, { compensate: [reservation] }`), ["WB2322 reservation"]);
  assert.deepEqual(each(`${held}, { compensate: [held] }`), []);
  assert.deepEqual(each(held, ", onFailure: { any: [{ compensate: all }, { end: short }] }"), []);
  const parallel = (inner: string) =>
    told(
      `- ${reserve}\n- parallel: [{ steps: [${inner}] }, { steps: [{ name: pinged, call: stock.ping }] }]`,
    );
  assert.deepEqual(parallel(`${held}, { compensate: all }`), ["WB2322 compensate"]);
  assert.deepEqual(parallel(`${held}, { compensate: [held] }`), []);
});

test("undoing has something to undo", () => {
  const ping = "- { name: pinged, call: stock.ping }";
  assert.deepEqual(told(`${ping}\n- { compensate: all }`), ["WB2323 compensate"]);
  assert.deepEqual(told(`- { compensate: all }\n- ${reserve}`), ["WB2323 compensate"]);
  assert.deepEqual(told(`- ${reserve}\n${ping}\n- { compensate: all }`), []);
});

test("what is named can be undone", () => {
  assert.deepEqual(told(`- ${reserve}\n- { compensate: [resrvation] }`), ["WB2324 resrvation"]);
  assert.deepEqual(
    told(`- ${reserve}\n- { name: pinged, call: stock.ping }\n- { compensate: [reservation, pinged] }`),
    ["WB2324 pinged"],
  );
  assert.deepEqual(told(`- { compensate: [reservation] }\n- ${reserve}`), ["WB2324 reservation"]);
  assert.deepEqual(told(`- ${reserve}\n- { compensate: [reservation] }`), []);
});

test("a branch reads nothing that its neighbour makes, and what both saw before", () => {
  const parallel = (first: string, second: string, after = "") =>
    told(`- ${reserve}\n- parallel: [{ steps: [${first}] }, { steps: [${second}] }]${after}`);
  const held = reserve.replaceAll("reservation", "held");
  const reads = (name: string) => `{ name: again, call: stock.reserve, with: =${name} }`;
  assert.deepEqual(parallel(held, reads("held")), ["WB2325 =held"]);
  assert.deepEqual(parallel(reads("held"), held), ["WB2325 =held"]);
  assert.deepEqual(
    parallel(held, reads("reservation"), `\n- ${reads("held").replace("again", "third")}`),
    [],
  );
});

test("an event is waited for by what ties it to this run", () => {
  const expiry = ", onExpiry: [{ end: unpaid }]";
  assert.deepEqual(told(wait("event: paid@1, within: 5d", expiry)), ["WB2326 paid@1"]);
  const constant = '"=event.method == `card`"';
  assert.deepEqual(told(wait(`event: paid@1, where: ${constant}, within: 5d`, expiry)), [
    `WB2326 ${constant}`,
  ]);
  assert.deepEqual(
    told(wait("event: paid@1, where: =event.orderId == message.data.orderId, within: 5d", expiry)),
    [],
  );
  // Without a key it is about nothing in particular.
  assert.deepEqual(told(wait('event: closed@1, where: "=event.day == `monday`", within: 5d', expiry)), []);
});

test("a wait is for one thing, and what never expires has no branch for it", () => {
  assert.deepEqual(told(wait("event: paid@1, for: 5m")), ["WB2327 { event: paid@1, for: 5m }"]);
  assert.deepEqual(told(wait("within: 5m")), ["WB2327 { within: 5m }"]);
  assert.deepEqual(told(wait("for: 5m, within: 6m")), ["WB2327 within"]);
  assert.deepEqual(told(wait("for: 5m")), []);
  const where = "event: paid@1, where: =event.orderId == message.data.orderId";
  assert.deepEqual(told(wait("for: 5m", ", onExpiry: [{ end: late }]")), ["WB2328 onExpiry"]);
  assert.deepEqual(told(wait(where, ", onExpiry: [{ end: late }]")), ["WB2328 onExpiry"]);
  assert.deepEqual(
    told("- { name: review, approve: { role: desk }, onReject: [{ end: no }], onExpiry: [{ end: late }] }"),
    ["WB2328 onExpiry"],
  );
  assert.deepEqual(told(wait(`${where}, within: 5m`, ", onExpiry: [{ end: late }]")), []);
});
