import assert from "node:assert/strict";
import { test } from "node:test";
import { told } from "../told.ts";

const used = `
kind: System
metadata: { name: wms, domain: orders }
spec:
  type: wms
  endpoints: { local: simulated }
  operations:
    reserve:
      request: { method: POST, path: /reservations, body: { type: object, required: [order], properties: { order: { type: string } } } }
      response: { 201: { type: object, required: [id], properties: { id: { type: string } } } }
      idempotent: { verify: find, with: { order: =input.order }, found: "=response" }
    find:
      parameters: { order: { type: string } }
      request: { method: GET, path: "/reservations/{order}" }
      response: { 200: { type: object, required: [id], properties: { id: { type: string } } } }
---
kind: Contract
metadata: { name: order, domain: orders }
spec:
  version: 1.0.0
  lifecycle: active
  schema: { type: object, required: [orderId], properties: { orderId: { type: string } } }
---
kind: Function
metadata: { name: shout, domain: orders }
spec:
  input: { type: string }
  output: { type: string }
  module: ./shout.ts
---
kind: Policy
metadata: { name: quick, domain: orders }
spec: { timeout: 5s }
---
kind: Route
metadata: { name: take-order, domain: orders }
spec:
  policy: quick
  trigger: { http: { method: POST, path: /orders, request: order@1, rate: 5/s, security: { apiKey: {} } } }
  steps: [{ name: reservation, call: wms.reserve, with: { order: =shout(message.data.orderId) } }]
`;
const service =
  "---\nkind: Service\nmetadata: { name: all, domain: orders }\nspec: { routes: { domain: orders } }\n";
const said = (spec: string) =>
  told({
    "estate.yaml": `
kind: Estate
metadata: { name: shop }
spec:
  domains: { orders: { owner: team-orders, criticality: high } }
  environments: { local: { engine: embedded } }
`,
    "spec.yaml": spec,
    "shout.ts": "export default function shout(input: string): string {\n  return input;\n}\n",
  });

test("what is called, followed, looked with, computed by and taken in is used", () => {
  assert.deepEqual(said(`${used}${service}`), []);
});

test("an operation that no route calls is a notice at its place", () => {
  const [line, ...others] = said(
    `${used.replace("    find:\n", "    release: { request: { method: POST, path: /release }, idempotent: true }\n    find:\n")}${service}`,
  );
  assert.match(line ?? "", /^info WB3708/);
  assert.deepEqual(others, []);
});

test("a document that nothing refers to is a notice at its name", () => {
  assert.deepEqual(said(`${used.replace("  policy: quick\n", "")}${service}`), ["info WB3709 quick"]);
  assert.deepEqual(
    said(`${used.replace("=shout(message.data.orderId)", "=message.data.orderId")}${service}`),
    ["info WB3709 shout"],
  );
});

test("without a service the estate is still being written, and with something broken the user may be that", () => {
  assert.deepEqual(said(used.replace("  policy: quick\n", "")), []);
  const broken = said(`${used.replace("  policy: quick\n", "  polisy: quick\n")}${service}`);
  assert.ok(!broken.some((line) => line.includes("WB37")));
});
