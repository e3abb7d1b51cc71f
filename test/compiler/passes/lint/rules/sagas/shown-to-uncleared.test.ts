import assert from "node:assert/strict";
import { test } from "node:test";
import { told } from "../told.ts";

interface Ask {
  readonly show: string;
  readonly role?: string;
  readonly clearance?: string;
}

const ask = ({ show, role = "fraud-desk", clearance = "personalData: { contact: [orders] }" }: Ask) =>
  told({
    "estate.yaml": `
kind: Estate
metadata: { name: shop }
spec:
  domains: { orders: { owner: team-orders, criticality: high }, fraud: { owner: fraud-desk, criticality: high } }
  ${clearance}
  environments: { local: { engine: embedded } }
---
kind: Contract
metadata: { name: order, domain: orders }
spec:
  version: 1.0.0
  lifecycle: active
  schema: { type: object, required: [orderId, email], properties: { orderId: { type: string }, email: { type: string, x-personal: contact } } }
---
kind: Route
metadata: { name: ask, domain: orders }
spec:
  trigger: { event: { of: order@1 } }
  steps:
    - { name: review, approve: { role: ${role}, within: 4h, show: ${show} }, onReject: [{ end: no }], onExpiry: [{ end: no }] }
`,
    "spec.yaml": "",
  }).filter((line) => line.includes("WB36"));

const both = "{ id: =message.data.orderId, who: =message.data.email }";

test("personal data is not shown to a role whose domain is not cleared for it, field by field or as a whole", () => {
  const text = (show: string) => ask({ show }).map((line) => line.replace(/ =?.*$/, "").split(" ")[0]);
  assert.equal(ask({ show: both }).length, 1);
  assert.match(ask({ show: both })[0] ?? "", /^error WB3605/);
  assert.equal(ask({ show: "{ all: =message.data }" }).length, 1);
  assert.deepEqual(text(both), ["error"]);
});

test("what is cleared, what is not personal, and a role that owns no domain are left alone", () => {
  assert.deepEqual(ask({ show: "{ id: =message.data.orderId }" }), []);
  assert.deepEqual(ask({ show: both, clearance: "personalData: { contact: [orders, fraud] }" }), []);
  assert.deepEqual(
    ask({ show: both, clearance: "labels: {}" }).filter((line) => line.includes("WB3605")),
    [],
  );
  assert.deepEqual(ask({ show: both, role: "supervisor" }), []);
  assert.deepEqual(ask({ show: both, role: "team-orders" }), []);
  assert.deepEqual(
    ask({ show: '{ who: =notPersonal(message.data.email, "only its domain is shown") }' }),
    [],
  );
});
