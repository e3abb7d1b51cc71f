import assert from "node:assert/strict";
import { test } from "node:test";
import { told } from "../told.ts";

const contract = (metadata: string) => `
kind: Contract
metadata: { ${metadata} }
spec:
  version: 1.0.0
  lifecycle: active
  schema: { type: object, properties: { orderId: { type: string } } }
`;

test("what others depend on, without domain and owner, is told at its name", () => {
  assert.deepEqual(told(contract("name: order")), ["warning WB3301 order"]);
});

test("a domain's owner answers, and so does an owner of its own", () => {
  assert.deepEqual(told(contract("name: order, domain: orders")), []);
  assert.deepEqual(told(contract("name: order, owner: team-orders")), []);
});

test("a policy is a part of the routes that follow it", () => {
  assert.deepEqual(told("kind: Policy\nmetadata: { name: quick }\nspec: { timeout: 1s }\n"), []);
});
