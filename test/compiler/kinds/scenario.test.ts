import assert from "node:assert/strict";
import { test } from "node:test";
import { compile, planOf } from "./compile.ts";

const contract = `
kind: Contract
metadata: { name: sale, domain: orders }
spec: { version: 1.0.0, lifecycle: active, schema: { type: object, required: [total], properties: { total: { $ref: waybill:money } } } }
---
kind: Mapping
metadata: { name: same, domain: orders }
spec: { from: { sale: sale@1 }, to: sale@1, value: =sale }
`;

test("an amount in a scenario is kept as it is written, where money is wanted", () => {
  const { scenarios } = planOf(`${contract}---
kind: Scenario
metadata: { name: kept, domain: orders }
spec:
  when: [{ mapping: same, with: { sale: { total: { amount: 19.90, currency: EUR } } } }]
  then: [{ result: { total: { amount: 19.90, currency: EUR } } }]
`);
  assert.match(JSON.stringify(scenarios), /"amount":"19\.90".*"amount":"19\.90"/);
});

test("an operation of an OpenAPI document is told how to answer by its name in the language", () => {
  const spec = (operation: string) => `${contract}---
kind: System
metadata: { name: till, domain: orders }
spec: { type: pos, endpoints: { local: simulated }, openapi: { document: till.openapi.yaml, operations: [list-sales] } }
---
kind: Scenario
metadata: { name: down, domain: orders }
spec:
  given: [{ system: till, operation: ${operation}, answers: [503] }]
  when: [{ advance: 1s }]
  then: [{ called: till.listSales, times: 0 }]
`;
  const document = `
openapi: 3.0.3
info: { title: Till, version: "1" }
paths:
  /sales:
    get: { operationId: list-sales, responses: { "200": { description: All, content: { application/json: { schema: { type: array, items: { type: string } } } } } } }
`;
  const codesOf = (operation: string) =>
    compile({ "spec.yaml": spec(operation), "till.openapi.yaml": document }).codes;
  assert.deepEqual(codesOf("listSales"), []);
  assert.deepEqual(codesOf("listSale"), ["WB1204"]);
});
