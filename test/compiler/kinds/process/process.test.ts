import assert from "node:assert/strict";
import { test } from "node:test";
import { compile, planOf } from "../compile.ts";

const contract = (name: string, fields: string, required: string) => `---
kind: Contract
metadata: { name: ${name}, domain: orders }
spec:
  version: 1.0.0
  lifecycle: active
  schema: { type: object, required: [${required}], properties: { ${fields} } }
`;
const text = "{ type: string }";
const events = [
  contract("taken", `orderId: ${text}, total: { $ref: "waybill:money" }`, "orderId, total"),
  contract("posted", `orderId: ${text}, paymentReference: ${text}`, "orderId"),
  contract(
    "settled",
    `paymentReference: ${text}, amount: { $ref: "waybill:money" }`,
    "paymentReference, amount",
  ),
  contract("loose", `paymentReference: ${text}, orderId: ${text}`, ""),
  contract("counted", `count: { type: integer }, lines: { type: array, items: {} }`, "count"),
].join("");

const head = "\nkind: Process\nmetadata: { name: order-to-cash, domain: orders }\nspec:\n  subject: order\n";
const correlate = "  correlate: { order: orderId, payment: paymentReference }\n";
const milestones = `  milestones:
    taken: { on: taken@1 }
    posted: { on: posted@1, within: 4h, after: taken, owner: finance-operations }
    settled: { on: settled@1, within: 5d, after: posted }
`;
const process = (body: string) => `${head}${body}${events}`;

/** Code, message and the text that it is about. */
function told(spec: string) {
  return compile(spec)
    .diagnostics.filter(({ code }) => code.startsWith("WB38") || code.startsWith("WB12") || code < "WB22")
    .map(({ code, span }) => `${code} ${spec.slice(span.start, span.end)}`);
}

test("a process is lowered with its milestones in the order of the text and durations in milliseconds", () => {
  const totals = "  totals: { paid: { on: settled@1, add: =event.amount } }\n";
  const level = "  serviceLevel: { milestone: posted, target: 99.5%, window: 30d }\n";
  const [only] = planOf(process(`${correlate}${milestones}${totals}${level}`)).processes;
  assert.deepEqual(only?.milestones, [
    { name: "taken", on: "taken@1", owner: "team-orders" },
    { name: "posted", on: "posted@1", withinMs: 14_400_000, after: "taken", owner: "finance-operations" },
    { name: "settled", on: "settled@1", withinMs: 432_000_000, after: "posted", owner: "team-orders" },
  ]);
  assert.deepEqual(only.correlate, [
    { name: "order", field: "orderId" },
    { name: "payment", field: "paymentReference" },
  ]);
  assert.equal(only.totals[0]?.add.code, "event.amount");
  assert.deepEqual(only.serviceLevel, { milestone: "posted", targetPercent: 99.5, windowMs: 2_592_000_000 });
});

test("events that only meet by way of a third one are one object", () => {
  assert.deepEqual(told(process(`${correlate}${milestones}`)), []);
});

test("without the event that carries both keys, the two halves never meet", () => {
  const apart = milestones.replace(/ {4}posted.*\n/, "").replace("posted", "taken");
  assert.deepEqual(told(process(`${correlate}${apart}`)), ["WB3803 settled@1"]);
});

test("a key that may be missing is not enough, and one that is no text or whole number is none", () => {
  const body = `${correlate}  milestones:\n    taken: { on: taken@1 }\n    loose: { on: loose@1 }\n    counted: { on: counted@1 }\n`;
  assert.deepEqual(told(process(body)), ["WB3802 loose@1", "WB3802 counted@1"]);
  assert.deepEqual(told(process(`  correlate: { lines: lines, order: orderId }\n${milestones}`)), [
    "WB3801 lines",
  ]);
});

test("a misspelt field is told once, with the near one, and nothing follows from it", () => {
  const spec = process(`  correlate: { order: orderID, payment: paymentReference }\n${milestones}`);
  assert.deepEqual(told(spec), ["WB3801 orderID"]);
  assert.equal(compile(spec).diagnostics[0]?.help, "Did you mean `orderId`?");
});

test("milestones count from one another: not from nothing, not in a circle, not from one that is not there", () => {
  const wrong = (from: string, to: string) => told(process(`${correlate}${milestones.replace(from, to)}`));
  assert.deepEqual(wrong(", after: taken", ""), ["WB3804 4h"]);
  assert.deepEqual(wrong("taken@1 }", "taken@1, after: settled }"), ["WB3804 settled"]);
  assert.deepEqual(wrong("after: taken", "after: posted"), ["WB3804 posted"]);
  assert.deepEqual(wrong("after: taken", "after: takn"), ["WB1204 takn"]);
  assert.deepEqual(wrong("within: 4h", "within: 0h"), ["WB3804 0h"]);
});

test("a service level is measured by a milestone with a deadline", () => {
  const level = (milestone: string) =>
    told(
      process(
        `${correlate}${milestones}  serviceLevel: { milestone: ${milestone}, target: 99%, window: 30d }\n`,
      ),
    );
  assert.deepEqual(level("settled"), []);
  assert.deepEqual(level("taken"), ["WB3805 taken"]);
  assert.deepEqual(level("settle"), ["WB1204 settle"]);
});

test("expressions see the event of their own milestone or total", () => {
  const totals = (add: string) =>
    `${correlate}${milestones}  totals: { paid: { on: settled@1, add: ${add} } }\n`;
  assert.deepEqual(compile(process(totals("=event.amount"))).codes, []);
  assert.deepEqual(compile(process(totals("=event.amount.amount"))).codes, []);
  assert.deepEqual(compile(process(totals("=event.paymentReference"))).codes, ["WB3806"]);
  assert.deepEqual(compile(process(totals("=event.total"))).codes.length, 1);
  const when = milestones.replace("posted@1,", 'posted@1, when: =event.orderId != "0",');
  assert.deepEqual(compile(process(`${correlate}${when}`)).codes, []);
});

test("an event that does not exist is told once", () => {
  assert.deepEqual(told(process(`${correlate}${milestones.replace("settled@1", "setled@1")}`)), [
    "WB1202 setled@1",
  ]);
});
