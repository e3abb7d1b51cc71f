import assert from "node:assert/strict";
import { test } from "node:test";
import { compile } from "../../kinds/compile.ts";

const contracts = `
kind: Contract
metadata: { name: order, domain: orders }
spec:
  version: 1.0.0
  lifecycle: deprecated
  sunset: 2028-06-30
  schema: { type: object, required: [orderId], properties: { orderId: { type: string } } }
---
kind: Contract
metadata: { name: receipt, domain: orders }
spec:
  version: 1.0.0
  lifecycle: active
  schema: { type: object, required: [number], properties: { number: { type: string } } }
`;
const waive = (rest: string) =>
  `\n  waive: [{ code: WB3304, owner: team-orders, reason: it moves in June, ${rest} }]`;
const spec = (waiver = "") => `${contracts}---
kind: Mapping
metadata: { name: order-to-receipt, domain: orders }
spec:
  from: { order: order@1 }
  to: receipt@1
  fields: { number: =order.orderId }${waiver}
`;

test("a warning is waived until its day", () => {
  assert.deepEqual(compile(spec()).codes, ["WB3304"]);
  assert.deepEqual(compile(spec(waive("until: 2027-06-30"))).codes, []);
  assert.deepEqual(compile(spec(waive("until: 2027-06-30")), { today: "2027-05-30" }).codes, []);
  assert.deepEqual(compile(spec(waive("until: 2027-06-30")), { today: "2027-07-01" }).codes, [
    "WB3304",
    "WB8004",
  ]);
});

test("a waiver with a path holds there and below, not elsewhere", () => {
  assert.deepEqual(compile(spec(waive("path: from, until: 2027-06-30"))).codes, []);
  assert.deepEqual(compile(spec(waive("path: from.order, until: 2027-06-30"))).codes, []);
  assert.deepEqual(compile(spec(waive("path: to, until: 2027-06-30"))).codes, ["WB3304", "WB8001"]);
});

const unused = spec(waive("until: 2027-06-30")).replace(
  "lifecycle: deprecated\n  sunset: 2028-06-30",
  "lifecycle: active",
);
const other = (name: string, rest: string) => `---
kind: Contract
metadata: { name: ${name}, domain: orders }
spec: { version: 1.0.0, lifecycle: active, schema: { type: object, properties: ${rest} } }
`;

test("a waiver that nothing needs is told, unless an error in its document, or in what that names, may hide what it is for", () => {
  assert.deepEqual(compile(unused).codes, ["WB8001"]);
  assert.deepEqual(compile(unused.replace("to: receipt@1", "to: receipts@1")).codes, ["WB1202"]);
  const within = unused.replace("number: { type: string }", "number: { type: strings }");
  assert.ok(!compile(within).codes.includes("WB8001"));
  const lost = unused.replace("number: { type: string } } }", "number: { type: string } } }\n  speling: 1");
  assert.ok(!compile(lost).codes.includes("WB8001"));
});

test("an error elsewhere hides nothing here", () => {
  const elsewhere = `${unused}${other("parcel", "{ weight: { $ref: wieght@1 } }")}`;
  assert.deepEqual(compile(elsewhere).codes.toSorted(), ["WB2101", "WB8001"]);
  const parcel = other("parcel", "{ weight: { type: string } }");
  const broken = `${unused}${parcel.replace("lifecycle: active", "lifecycle: active, speling: 1")}`;
  assert.deepEqual(compile(broken).codes.toSorted(), ["WB1104", "WB8001"]);
});

test("an error that says something cannot work is no person's to accept", () => {
  assert.deepEqual(compile(spec(waive("until: 2027-06-30").replace("WB3304", "WB2005"))).codes, [
    "WB3304",
    "WB8003",
  ]);
});

test("in the last thirty days of a waiver there is a notice at its date", () => {
  const text = spec(waive("until: 2027-06-30"));
  const [notice, ...others] = compile(text, { today: "2027-06-29" }).diagnostics;
  assert.equal(others.length, 0);
  assert.equal(notice?.code, "WB8005");
  assert.equal(text.slice(notice.span.start, notice.span.end), "2027-06-30");
  assert.match(notice.message, /in 1 day;/);
  assert.deepEqual(compile(text, { today: "2027-06-30" }).codes, ["WB8005"]);
  assert.deepEqual(compile(text, { today: "2027-05-30" }).codes, []);
});
