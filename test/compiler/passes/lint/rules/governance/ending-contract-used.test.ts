import assert from "node:assert/strict";
import { test } from "node:test";
import { compile } from "../../../../kinds/compile.ts";

const spec = (lifecycle: string) => `
kind: Contract
metadata: { name: order, domain: orders }
spec:
  version: 1.0.0
  lifecycle: ${lifecycle}
  schema: { type: object, required: [orderId], properties: { orderId: { type: string } } }
---
kind: Contract
metadata: { name: receipt, domain: orders }
spec:
  version: 1.0.0
  lifecycle: active
  schema: { type: object, required: [number], properties: { number: { type: string } } }
---
kind: Mapping
metadata: { name: order-to-receipt, domain: orders }
spec:
  from: { order: order@1 }
  to: receipt@1
  fields: { number: =order.orderId }
`;

test("a deprecated contract is told where it is used, with its sunset", () => {
  const text = spec("deprecated\n  sunset: 2027-06-30");
  const [one, ...others] = compile(text).diagnostics;
  assert.equal(others.length, 0);
  assert.equal(one?.code, "WB8101");
  assert.equal(text.slice(one.span.start, one.span.end), "order@1");
  assert.match(one.help ?? "", /2027-06-30/);
});

test("an active one is not", () => {
  assert.deepEqual(compile(spec("active")).codes, []);
});
