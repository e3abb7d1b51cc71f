import assert from "node:assert/strict";
import { test } from "node:test";
import { told } from "../told.ts";

const contract = (name: string) => `
kind: Contract
metadata: { name: ${name}, domain: orders }
spec:
  version: 1.0.0
  lifecycle: active
  schema: { type: object, required: [orderId], properties: { orderId: { type: string } } }
---`;
const capability = (name: string) => `
kind: Capability
metadata: { name: ${name}, domain: orders }
spec:
  operations: { of: { input: order@1, output: order@1 } }
  providers: { own: { of: { route: do-${name} } } }
  rollout: [{ to: own }]
---`;
const route = (name: string, call: string, condition = "") => `
kind: Route
metadata: { name: do-${name}, domain: orders }
spec:
  trigger: { capability: ${name}.of }
  steps:
    - { name: inner${condition}, call: ${call}.of, with: =message.data }
    - { respond: { body: { orderId: =message.data.orderId } } }
---`;
const end = (name: string) => `
kind: Route
metadata: { name: do-${name}, domain: orders }
spec:
  trigger: { capability: ${name}.of }
  steps: [{ respond: { body: { orderId: =message.data.orderId } } }]
`;
const base = `${contract("order")}${capability("prices")}${capability("taxes")}`;
const asks = ", when: \"=message.data.orderId != 'x'\"";

test("routes that always start each other are an error, at the step that goes on", () => {
  assert.deepEqual(told(`${base}${route("prices", "taxes")}${route("taxes", "prices")}`), [
    "error WB3707 taxes.of",
  ]);
  assert.deepEqual(told(`${base}${route("prices", "prices")}${end("taxes")}`), ["error WB3707 prices.of"]);
});

test("where a condition is asked on the way, it is a warning", () => {
  assert.deepEqual(told(`${base}${route("prices", "taxes", asks)}${route("taxes", "prices")}`), [
    "warning WB3707 taxes.of",
  ]);
});

test("routes in a row are no circle", () => {
  assert.deepEqual(told(`${base}${route("prices", "taxes")}${end("taxes")}`), []);
});
