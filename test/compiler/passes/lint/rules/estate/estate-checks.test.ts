import assert from "node:assert/strict";
import { test } from "node:test";
import { compile } from "../../../../kinds/compile.ts";
import { told } from "../told.ts";

const estate = (check: string) => `
kind: Estate
metadata: { name: shop }
spec:
  domains: { orders: { owner: team-orders, criticality: high }, finance: { owner: team-finance, criticality: high } }
  classes:
    posting: { criticality: high, latency: minutes, sensitivity: operational, failureImpact: internal, policy: quick }
  environments: { local: { engine: embedded } }
  checks:
    - { name: ours, reason: the audit asks for it, ${check} }
`;
const specs = `
kind: Policy
metadata: { name: quick, domain: finance }
spec: { timeout: 5s }
---
kind: System
metadata: { name: sap, domain: finance, labels: { tier: gold } }
spec:
  type: erp
  endpoints: { local: simulated }
  limits: { rate: 20/s }
  operations: { post: { request: { method: POST, path: /post }, idempotent: true } }
---
kind: System
metadata: { name: books, domain: finance }
spec: { type: erp, endpoints: { local: simulated } }
---
kind: System
metadata: { name: shop, domain: orders }
spec: { type: ecommerce, endpoints: { local: simulated } }
---
kind: Route
metadata: { name: post, domain: finance }
spec:
  trigger: { http: { method: POST, path: /post, rate: 5/s, security: { apiKey: {} } } }
  steps: [{ name: posted, call: sap.post }]
`;
const said = (check: string, more = "") =>
  told({ "estate.yaml": estate(check), "spec.yaml": `${specs}${more}` }).filter(
    (line) => !line.startsWith("info"),
  );

test("documents that do not keep to a check are told at their names", () => {
  assert.deepEqual(said('for: System, where: =spec.type == "erp", must: =spec.limits?.rate != null'), [
    "warning WB8106 books",
  ]);
  assert.deepEqual(
    said('for: Route, severity: error, where: =domain == "finance", must: =spec.class == "posting"'),
    ["error WB8106 post"],
  );
});

test("names, labels, lists and the library can be asked", () => {
  assert.deepEqual(said('for: System, must: "=startsWith(name, `s`)"'), ["warning WB8106 books"]);
  assert.deepEqual(said('for: System, where: =labels.tier == "gold", must: =name == "sap"'), []);
  assert.deepEqual(
    said('for: Route, must: "=spec.steps.every(step => step.call == null || step.policy != null)"'),
    ["warning WB8106 post"],
  );
});

test("a check says its own message and help, and points to where the estate asks", () => {
  const text = estate(
    'for: System, where: =name == "books", must: =false, message: Books need a limit., help: Ask Ann.',
  );
  const found = compile({ "estate.yaml": text, "spec.yaml": specs }, { bare: true }).diagnostics.find(
    ({ code }) => code === "WB8106",
  );
  assert.equal(found?.message, "Books need a limit.");
  assert.equal(found?.help, "Ask Ann.");
  const [place] = found?.related ?? [];
  assert.equal(place && text.slice(place.span.start, place.span.end), "=false");
});

test("a word that specs do not have, or a domain that does not exist, is told in the check", () => {
  assert.deepEqual(said("for: System, must: =spec.limts?.rate != null"), ["error WB2003 limts"]);
  assert.deepEqual(
    said('for: Route, where: =domain == "finanse", must: =false')[0]?.slice(0, 12),
    "error WB2011",
  );
});

test("a document may be left out, with a reason", () => {
  const books = specs.replace(
    "spec: { type: erp, endpoints: { local: simulated } }",
    "spec: { type: erp, endpoints: { local: simulated }, waive: [{ code: WB8106, path: ours, owner: team-finance, reason: retired in June, until: 2027-06-30 }] }",
  );
  const files = {
    "estate.yaml": estate('for: System, where: =spec.type == "erp", must: =spec.limits?.rate != null'),
    "spec.yaml": books,
  };
  assert.deepEqual(
    told(files).filter((line) => !line.startsWith("info")),
    [],
  );
});

test("a check that refuses a document is told there", () => {
  assert.deepEqual(said('for: System, where: =name == "shop", must: "=count(split(name, fail(`no`))) > 1"'), [
    "error WB8107 shop",
  ]);
});
