import assert from "node:assert/strict";
import { test } from "node:test";
import { told } from "../told.ts";

interface Class {
  readonly criticality?: string;
  readonly sensitivity?: string;
  readonly failureImpact?: string;
}

const estate = ({ criticality = "high", sensitivity = "financial", failureImpact = "ledger" }: Class) => `
kind: Estate
metadata: { name: shop }
spec:
  domains: { finance: { owner: finance-systems, criticality: high } }
  classes:
    posting: { criticality: ${criticality}, latency: minutes, sensitivity: ${sensitivity}, failureImpact: ${failureImpact}, policy: posting }
  environments: { local: { engine: embedded } }
`;
const whole =
  "idempotency: { retention: 120d }, deadLetter: { owner: finance-operations, alert: 15m, retention: 90d }";

function said(of: Class, policy: string, route = "class: posting", step = ""): readonly string[] {
  const spec = `
kind: Policy
metadata: { name: posting, domain: finance }
spec: { ${policy} }
---
kind: Policy
metadata: { name: other, domain: finance }
spec: { timeout: 5s }
---
kind: System
metadata: { name: bank, domain: finance }
spec:
  type: payment
  endpoints: { local: simulated }
  webhooks:
    settled:
      verify: { standardWebhooks: { secret: bank-webhook } }
      id: =headers["webhook-id"]
      payload: { type: object, required: [number], properties: { number: { type: string } } }
  operations:
    confirm: { request: { method: POST, path: /confirm }, idempotent: true }
---
kind: Route
metadata: { name: post-settlement, domain: finance }
spec:
  ${route}
  trigger: { webhook: bank.settled }
  key: =message.id
  steps:
    - { name: confirmed, call: bank.confirm${step} }
`;
  return told({ "estate.yaml": estate(of), "spec.yaml": spec }).filter((line) => / WB33/.test(line));
}

test("money in the ledger wants idempotency and an owner of dead letters, or does not compile", () => {
  assert.deepEqual(said({}, "timeout: 5s"), ["error WB3311 posting", "error WB3312 posting"]);
  assert.deepEqual(said({}, "idempotency: { retention: 120d }"), ["error WB3312 posting"]);
  assert.deepEqual(said({}, whole), []);
});

test("other money is warned of", () => {
  assert.deepEqual(said({ failureImpact: "customer" }, "deadLetter: { owner: finance-operations }"), [
    "warning WB3311 posting",
  ]);
});

test("what is critical calls somebody, and personal data has a retention", () => {
  assert.deepEqual(
    said(
      { criticality: "critical", sensitivity: "operational", failureImpact: "stock" },
      "deadLetter: { owner: team-stock }",
    ),
    ["warning WB3313 posting"],
  );
  assert.deepEqual(
    said({ sensitivity: "personal", failureImpact: "customer" }, "deadLetter: { owner: team-web }"),
    ["warning WB3314 posting"],
  );
});

test("the policy that counts is the route's own, and that of a step beside it", () => {
  assert.deepEqual(said({}, whole, "class: posting\n  policy: other"), [
    "error WB3311 other",
    "error WB3312 other",
  ]);
  assert.deepEqual(said({}, whole, "class: posting", ", policy: other"), [
    "error WB3311 other",
    "error WB3312 other",
  ]);
});

test("a route without a class is a notice, and the class of stock events asks nothing of these", () => {
  assert.deepEqual(said({}, whole, "policy: posting"), ["info WB3315 post-settlement"]);
  assert.deepEqual(said({ sensitivity: "operational", failureImpact: "stock" }, "timeout: 5s"), []);
});
