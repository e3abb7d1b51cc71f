import assert from "node:assert/strict";
import { test } from "node:test";
import { told } from "../told.ts";

const contract = (name: string, lifecycle: string, of = "{ type: string }") => `
kind: Contract
metadata: { name: ${name}, domain: orders }
spec:
  version: 1.0.0
  lifecycle: ${lifecycle}
  schema: { type: object, required: [orderId], properties: { orderId: ${of} } }
---`;
const mapping = `
kind: Mapping
metadata: { name: copy, domain: orders }
spec:
  from: { order: order@1 }
  to: receipt@1
  fields: { orderId: =order.orderId }
---`;
const route = `
kind: Route
metadata: { name: take-order, domain: orders }
spec:
  trigger: { http: { method: POST, path: /orders, request: order@1, response: order@1, rate: 5/s, security: { apiKey: { scopes: [orders] } } } }
  steps: [{ respond: { body: { orderId: =message.data.orderId } } }]
`;

test("a route that takes or gives a draft is told once, where it says so first", () => {
  assert.deepEqual(told(`${contract("order", "draft")}${route}`), ["warning WB3307 order@1"]);
});

test("an active contract that is made of a draft is told, a draft that is made of one is not", () => {
  const of = "{ $ref: part@1 }";
  const part = contract("part", "draft");
  assert.deepEqual(told(`${part}${contract("order", "active", of)}`), ["warning WB3307 part@1"]);
  assert.deepEqual(told(`${part}${contract("order", "draft", of)}`), []);
});

test("a mapping may try a draft, and a deprecated contract may announce one", () => {
  assert.deepEqual(told(`${contract("order", "draft")}${contract("receipt", "active")}${mapping}`), []);
  const old = contract("old", "deprecated\n  sunset: 2027-06-30\n  replacement: order@1");
  assert.deepEqual(told(`${contract("order", "draft")}${old}`), []);
});

test("what is active is used as it likes", () => {
  assert.deepEqual(told(`${contract("order", "active")}${route}`), []);
});
