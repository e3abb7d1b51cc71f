import assert from "node:assert/strict";
import { test } from "node:test";
import { told } from "../told.ts";

const route = (trigger: string) => `
kind: Route
metadata: { name: take-order, domain: orders }
spec:
  trigger: { http: { method: POST, path: /orders${trigger} } }
  steps: [{ end: taken }]
`;

test("an API says who may ask and how often, or is told at its trigger", () => {
  assert.deepEqual(told(route(", rate: 50/s")), ["warning WB3302 http"]);
  assert.deepEqual(told(route(", security: { apiKey: {} }")), ["warning WB3303 http"]);
  assert.deepEqual(told(route(", rate: 50/s, security: { apiKey: {} }")), []);
});

test("an API for everybody is waived with its reason", () => {
  const waive = `  waive: [{ code: WB3302, owner: team-orders, reason: the store locator is public, until: 2027-06-30 }]\n`;
  assert.deepEqual(told(`${route(", rate: 50/s")}${waive}`), []);
});
