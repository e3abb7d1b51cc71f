import assert from "node:assert/strict";
import { test } from "node:test";
import { compile, planOf } from "../compile.ts";

const contract = (name: string, amount: string) => `---
kind: Contract
metadata: { name: ${name}, domain: finance }
spec:
  version: 1.0.0
  lifecycle: active
  schema:
    type: object
    required: [reference, amount]
    properties: { reference: { type: string }, other: { type: string }, amount: { $ref: "waybill:${amount}" } }
`;
const events =
  ["line", "posting", "payout"].map((name) => contract(name, "money")).join("") +
  contract("plain", "decimal");

interface Parts {
  readonly left?: string;
  readonly right?: string;
  readonly more?: string;
}

const side = (of: string) => `{ of: ${of}, key: =item.reference, amount: =item.amount }`;
const reconciliation = ({ left = side("line@1"), right = side("posting@1"), more = "window: 1d" }: Parts) => `
kind: Reconciliation
metadata: { name: payouts-to-ledger, domain: finance }
spec:
  left: ${left}
  right: ${right}
  ${more}
  breaks: { owner: treasury }
${events}`;

function told(parts: Parts) {
  const spec = reconciliation(parts);
  return compile(spec).diagnostics.map(({ code, span }) => `${code} ${spec.slice(span.start, span.end)}`);
}

test("a reconciliation is lowered with its control total and the side it belongs to", () => {
  const more = "window: 1d\n  tolerance: 0.01\n  total: { left: payout@1, amount: =item.amount }";
  const [only] = planOf(reconciliation({ more })).reconciliations;
  assert.equal(only?.left.key.code, "item.reference");
  assert.equal(only.tolerance, "0.01");
  assert.equal(only.windowMs, 86_400_000);
  assert.deepEqual([only.total?.side, only.total?.of], ["left", "payout@1"]);
});

test("a side is not compared with itself, but two kinds of one event may be", () => {
  assert.deepEqual(told({ right: side("line@1") }), ["WB3901 line@1"]);
  const where = '{ of: line@1, where: =item.reference != "", key: =item.reference, amount: =item.amount }';
  assert.deepEqual(told({ right: where }), []);
});

test("key and amount are read from the item", () => {
  const right = '{ of: posting@1, key: ="item", amount: =item.amount }';
  assert.deepEqual(told({ right }), ['WB3902 ="item"']);
});

test("a key that may be missing matches nothing, and is told by its type", () => {
  const right = "{ of: posting@1, key: =item.other, amount: =item.amount }";
  assert.equal(told({ right }).length, 1);
});

test("money agrees with money, plain numbers with plain numbers, on both sides and in the control total", () => {
  assert.deepEqual(told({ right: side("plain@1") }), ["WB3903 =item.amount"]);
  const left = "{ of: line@1, key: =item.reference, amount: =item.amount.amount }";
  assert.deepEqual(told({ left, right: side("plain@1") }), []);
  assert.deepEqual(told({ more: "window: 1d\n  total: { right: plain@1, amount: =item.amount }" }), [
    "WB3903 =item.amount",
  ]);
});

test("text is no amount, and one that may be missing agrees with nothing", () => {
  const right = (amount: string) => `{ of: posting@1, key: =item.reference, amount: ${amount} }`;
  assert.deepEqual(told({ right: right("=item.reference") }), ["WB3903 =item.reference"]);
  assert.deepEqual(told({ right: right(`"=sum([item].map(one => one.amount))"`) }), [
    `WB3903 "=sum([item].map(one => one.amount))"`,
  ]);
});

test("a window of nothing, and a control total of no side or of two, are told", () => {
  assert.deepEqual(told({ more: "window: 0s" }), ["WB3904 0s"]);
  const total = (text: string) => told({ more: `window: 1d\n  total: ${text}` });
  assert.deepEqual(total("{ amount: =item.amount }"), ["WB3904 { amount: =item.amount }"]);
  assert.deepEqual(total("{ left: payout@1, right: payout@1, amount: =item.amount }"), [
    "WB3904 { left: payout@1, right: payout@1, amount: =item.amount }",
  ]);
});
