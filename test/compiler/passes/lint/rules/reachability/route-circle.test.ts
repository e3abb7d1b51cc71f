import assert from "node:assert/strict";
import { test } from "node:test";
import { contractOf } from "../../../../kinds/contract-of.ts";
import { told } from "../told.ts";

const contract = (name: string) => contractOf(name, "orderId: { type: string }");
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

const onEvent = (name: string, of: string, steps: string) => `
kind: Route
metadata: { name: ${name}, domain: orders }
spec:
  trigger: { event: { of: ${of}@1 } }
  steps:
    - ${steps}
---`;
const publish = (what: string, more = "") =>
  `{ name: told, publish: ${what}@1${more}, with: { orderId: =message.data.orderId } }`;
const both = (one: string, other: string) =>
  `${contract("sold")}${contract("paid")}${onEvent("on-sold", "sold", one)}${onEvent("on-paid", "paid", other)}`.replace(
    /---$/,
    "",
  );

test("routes that events start go round like those that calls start", () => {
  assert.deepEqual(told(both(publish("paid"), publish("sold"))), ["error WB3707 sold@1"]);
  assert.deepEqual(told(both(publish("paid"), publish("sold", asks))), ["warning WB3707 sold@1"]);
  assert.deepEqual(told(both(publish("paid"), "{ end: done }")), []);
});

test("side by side is always, on a failure or where an event does not come is not", () => {
  const beside = (steps: string) =>
    `{ parallel: [{ steps: [${steps}] }, { steps: [{ name: p, wait: { for: 1m } }] }] }`;
  assert.deepEqual(told(both(beside(publish("paid")), publish("sold"))), ["error WB3707 sold@1"]);
  const late = `{ name: w, wait: { event: sold@1, where: "=event.orderId == 'x'", within: 1d }, onExpiry: [${publish("paid")}] }`;
  assert.deepEqual(told(both(late, publish("sold"))), ["warning WB3707 sold@1"]);
});
