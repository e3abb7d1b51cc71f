import assert from "node:assert/strict";
import { test } from "node:test";
import { told } from "../../../../analysis/flow.ts";
import { told as toldOf } from "../told.ts";

const three = "{ enum: [room, cool, frozen] }";

/** A source of three values into a target of some, by a match or an expression. */
function trial(fields: string, target = "{ enum: [ambient, cold, deepFrozen] }", source = three) {
  return told({ source: `a: ${source}\nfew: { type: boolean }`, target: `b: ${target}`, fields });
}

const cases = (text: string, more = "") => `b: { match: =sale.a, cases: { ${text} }${more} }`;

test("two values become one, and one of as many is left over", () => {
  assert.deepEqual(trial(cases("room: ambient, cool: ambient, frozen: deepFrozen")), ["WB2229 ambient"]);
  assert.deepEqual(trial(cases("frozen: ambient, room: cold, cool: cold")), ["WB2229 cold"]);
  assert.deepEqual(
    trial('b: \'=sale.a == "room" ? "ambient" : sale.a == "cool" ? "ambient" : "deepFrozen"\''),
    [`WB2229 '=sale.a == "room" ? "ambient" : sale.a == "cool" ? "ambient" : "deepFrozen"'`],
  );
});

test("each value has its own, or the target knows more or fewer, or it is said of all others", () => {
  assert.deepEqual(trial(cases("room: ambient, cool: cold, frozen: deepFrozen")), []);
  assert.deepEqual(
    trial('b: \'=sale.a == "room" ? "ambient" : sale.a == "cool" ? "cold" : "deepFrozen"\''),
    [],
  );
  assert.deepEqual(
    trial(cases("room: warm, cool: chilled, frozen: chilled"), "{ enum: [warm, chilled] }"),
    [],
  );
  assert.deepEqual(
    trial(cases("room: warm, cool: chilled, frozen: chilled"), "{ enum: [warm, chilled, hot, ice] }"),
    [],
  );
  assert.deepEqual(trial(cases("room: ambient", ", otherwise: cold")), []);
  assert.deepEqual(trial('b: \'=sale.few ? "ambient" : "cold"\''), []);
});

test("of a namesake that is passed over WB2218 tells alone", () => {
  assert.deepEqual(
    trial(cases("room: ambient, cool: cold, frozen: cold"), "{ enum: [ambient, cold, frozen] }"),
    ["WB2218 cold"],
  );
});

const estate = (second: string, contract = "") => `
kind: System
metadata: { name: shop, domain: orders }
spec:
  type: ecommerce
  endpoints: { local: simulated }
  webhooks:
    placed:
      verify: { none: { reason: a test } }
      id: =payload.id
      payload: { type: object, required: [id, channel], properties: { id: { type: string, minLength: 1 }, channel: { enum: [browser, phone] } } }
---
kind: Contract
metadata: { name: order-placed, domain: orders }
spec:
  version: 1.0.0
  lifecycle: active
  outside: { consumes: the data lake${contract} }
  schema: { type: object, required: [id, origin], properties: { id: { type: string, minLength: 1 }, origin: { enum: [web, app, desk] } } }
---
kind: Mapping
metadata: { name: shop-order, domain: orders }
spec:
  from: { order: shop.placed }
  to: order-placed@1
  fields: { id: =order.id, origin: { match: =order.channel, cases: { browser: web, phone: app } } }
---
kind: Route
metadata: { name: take-order, domain: orders }
spec:
  class: intake
  trigger: { webhook: shop.placed }
  key: =message.id
  lane: =message.data.id
  steps:
    - { name: told, publish: order-placed@1, map: shop-order, with: { order: =message.data } }
${second}
---
kind: Service
metadata: { name: orders, domain: orders }
spec: { routes: { domain: orders } }
`;

const files = (spec: string) => ({
  "spec.yaml": spec,
  "estate.yaml": `
kind: Estate
metadata: { name: shop }
spec:
  domains: { orders: { owner: team-orders, criticality: high } }
  classes: { intake: { criticality: low, latency: hours, sensitivity: none, failureImpact: internal, policy: intake } }
  environments: { local: { engine: embedded } }
---
kind: Policy
metadata: { name: intake, domain: orders }
spec: { deadLetter: { owner: team-orders } }
`,
});

const never = (spec: string) => toldOf(files(spec)).filter((one) => /WB2229|^error/.test(one));

test("a contract's value that nobody gives is told where the one that gives the field says it", () => {
  assert.deepEqual(never(estate("")), ["warning WB2229 app"]);
});

test("it is not told where another step gives it, where somebody outside does, or where a request may hold it", () => {
  const more = "    - { name: also, publish: order-placed@1, with: { id: =message.data.id, origin: desk } }";
  assert.deepEqual(never(estate(more)), []);
  assert.deepEqual(never(estate("", ", publishes: the desk's own program")), []);
  const request = `---
kind: Route
metadata: { name: desk-order, domain: orders }
spec:
  class: intake
  trigger: { http: { method: POST, path: /orders, request: order-placed@1, security: { apiKey: { header: X-Key } }, rate: 1/s } }
  key: =message.data.id
  steps:
    - { end: seen }`;
  assert.deepEqual(never(estate(request)), []);
});

test("with an error somewhere nothing is said of what nobody gives", () => {
  assert.deepEqual(never(estate("    - { name: wrong, publish: order-plced@1, with: {} }")), [
    "error WB1202 order-plced@1",
  ]);
});
