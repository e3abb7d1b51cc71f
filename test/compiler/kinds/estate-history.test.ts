import assert from "node:assert/strict";
import { test } from "node:test";
import { compile, planOf } from "./compile.ts";

const estate = (history: string) => `
kind: Estate
metadata: { name: shop }
spec:
  domains: { orders: { owner: team-orders, criticality: high } }
  classes:
    posting: { criticality: high, latency: seconds, sensitivity: none, failureImpact: none, policy: quick }
  environments: { local: { engine: embedded, history: ${history} } }
---
kind: Policy
metadata: { name: quick, domain: orders }
spec: { timeout: 5s }
`;
const day = 86_400_000;

test("how long history is kept is said by class, and for the rest", () => {
  const plan = planOf({ "estate.yaml": estate("{ default: 45d, posting: 400d }") });
  assert.deepEqual(plan.estate.environments["local"]?.history, {
    defaultMs: 45 * day,
    byClass: { posting: 400 * day },
  });
});

test("history of a class that the estate does not have is reported at its name, with the near miss", () => {
  const text = estate("{ postings: 400d }");
  const { diagnostics } = compile({ "estate.yaml": text }, { bare: true });
  const [unknown] = diagnostics.filter(({ severity }) => severity === "error");
  assert.match(JSON.stringify(unknown), /posting/);
  assert.equal(text.slice(unknown?.span.start, unknown?.span.end), "postings");
});
