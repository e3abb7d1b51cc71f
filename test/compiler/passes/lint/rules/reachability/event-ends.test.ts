import assert from "node:assert/strict";
import { test } from "node:test";
import { contractOf } from "../../../../kinds/contract-of.ts";
import { told } from "../told.ts";

const contract = (name: string, more = "") =>
  contractOf(name, "orderId: { type: string }", { lifecycle: `active${more}` });
const publishing = (name: string) => `
kind: Route
metadata: { name: publish-${name}, domain: orders }
spec:
  trigger: { http: { method: POST, path: /${name}, request: order@1, rate: 5/s, security: { apiKey: {} } } }
  steps: [{ name: told, publish: ${name}@1, with: { orderId: =message.data.orderId } }]
---`;
const process = (first: string, second: string) => `
kind: Process
metadata: { name: order-to-cash, domain: orders }
spec:
  subject: order
  correlate: { order: orderId }
  milestones: { first: { on: ${first}@1 }, second: { on: ${second}@1 } }
---`;
const service =
  "\nkind: Service\nmetadata: { name: all, domain: orders }\nspec: { routes: { domain: orders } }\n";

test("an event that nobody consumes is a notice where it is published, unless its contract says who does outside", () => {
  const parts = (more = "") => `${contract("order")}${contract("sold", more)}${publishing("sold")}`;
  assert.deepEqual(told(`${parts()}${service}`), ["info WB3701 sold@1"]);
  assert.deepEqual(told(`${parts("\n  outside: { consumes: the data lake }")}${service}`), []);
  assert.deepEqual(told(parts()), [], "without a service the estate is still being written");
});

test("a milestone whose event nobody publishes is out of reach, unless its contract says who does outside", () => {
  const parts = (more = "") =>
    `${contract("order")}${contract("sold")}${contract("paid", more)}${publishing("sold")}${process("sold", "paid")}${service}`;
  assert.deepEqual(told(parts()), ["warning WB3706 paid@1"]);
  assert.deepEqual(told(parts("\n  outside: { publishes: the bank }")), []);
});

test("a reconciliation that waits for what nobody publishes is told", () => {
  const side = (name: string) => `{ of: ${name}@1, key: =item.orderId, amount: "=decimal(1)" }`;
  const spec = `${contract("order")}${contract("sold")}${contract("paid")}${publishing("sold")}
kind: Reconciliation
metadata: { name: sold-to-paid, domain: orders }
spec: { left: ${side("sold")}, right: ${side("paid")}, window: 1d, breaks: { owner: treasury } }
---${service}`;
  assert.ok(told(spec).includes("warning WB3702 paid@1"));
  assert.ok(
    !told(`${spec}---${publishing("paid").replace(/---$/, "")}`).some((line) => line.includes("WB370")),
  );
});

const onEvent = (of: string) => `
kind: Route
metadata: { name: on-${of}, domain: orders }
spec:
  trigger: { event: { of: ${of}@1 } }
  steps: [{ end: done }]
---`;

test("a route that an event starts consumes it, and waits in vain for one that nobody publishes", () => {
  const parts = (consumed: string, more = "") =>
    `${contract("order")}${contract("sold")}${contract("paid", more)}${publishing("sold")}${onEvent(consumed)}${service}`;
  assert.deepEqual(told(parts("sold")), ["info WB3709 paid"]);
  assert.deepEqual(told(parts("paid")), ["info WB3701 sold@1", "warning WB3702 paid@1"]);
  assert.deepEqual(told(parts("paid", "\n  outside: { publishes: the bank }")), ["info WB3701 sold@1"]);
});

test("a step that waits for an event consumes it", () => {
  const waiting = `
kind: Route
metadata: { name: wait-for-sold, domain: orders }
spec:
  trigger: { http: { method: POST, path: /wait, request: order@1, rate: 5/s, security: { apiKey: {} } } }
  steps: [{ name: sold, wait: { event: sold@1, where: =event.orderId == message.data.orderId, within: 1d }, onExpiry: [{ end: late }] }]
---`;
  assert.deepEqual(
    told(`${contract("order")}${contract("sold")}${publishing("sold")}${waiting}${service}`),
    [],
  );
});
