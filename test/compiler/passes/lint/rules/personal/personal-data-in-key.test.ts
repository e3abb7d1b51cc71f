import assert from "node:assert/strict";
import { test } from "node:test";
import { told } from "../told.ts";

const estate = `kind: Estate
metadata: { name: shop }
spec:
  domains: { orders: { owner: team-orders, criticality: high }, finance: { owner: treasury, criticality: high } }
  personalData: { contact: [orders], payment: [orders, finance] }
  environments: { local: { engine: embedded } }
`;

const contract = (name: string) => `kind: Contract
metadata: { name: ${name}, domain: orders }
spec:
  version: 1.0.0
  lifecycle: active
  outside: { publishes: the till, consumes: the ledger }
  schema:
    type: object
    required: [orderId, email, paymentReference, amount]
    properties:
      orderId: { type: string, minLength: 1 }
      email: { type: string, x-personal: contact }
      paymentReference: { type: string, minLength: 1, x-personal: payment }
      amount: { $ref: "waybill:money" }
`;

const said = (document: string) =>
  told({
    "estate.yaml": estate,
    "spec.yaml": `${contract("sold")}---\n${contract("paid")}---\n${document}`,
  }).filter((line) => line.includes("WB3204"));

const route = (head: string) =>
  said(`kind: Route
metadata: { name: take, domain: orders }
spec:
  trigger: { event: { of: sold@1 } }
  ${head}
  steps: [{ end: taken }]
`);

test("a run's key and a lane are no mail address, nor made of one", () => {
  assert.deepEqual(route("lane: =message.data.email"), ["warning WB3204 =message.data.email"]);
  assert.deepEqual(route('lane: "=`${message.data.orderId} ${upper(message.data.email)}`"'), [
    'warning WB3204 "=`${message.data.orderId} ${upper(message.data.email)}`"',
  ]);
  assert.deepEqual(route("key: =message.data.email"), ["warning WB3204 =message.data.email"]);
  assert.deepEqual(route("lane: =message.data.orderId"), []);
  assert.deepEqual(route("lane: '=notPersonal(message.data.email, \"a mailbox of the shop\")'"), []);
});

const process = (correlate: string, domain = "finance") =>
  said(`kind: Process
metadata: { name: sale, domain: ${domain} }
spec:
  subject: order
  correlate: ${correlate}
  milestones: { sold: { on: sold@1 }, paid: { on: paid@1, within: 1d, after: sold } }
`);

test("what a process is found by is no mail address; a payment's reference is for those who work with payments", () => {
  assert.deepEqual(process("{ order: orderId, buyer: email }"), ["warning WB3204 email"]);
  assert.deepEqual(process("{ order: orderId, payment: paymentReference }"), []);
  assert.deepEqual(process("{ order: orderId }"), []);
});

const reconciliation = (key: string, domain = "finance") =>
  said(`kind: Reconciliation
metadata: { name: sold-and-paid, domain: ${domain} }
spec:
  left: { of: sold@1, key: ${key}, amount: =item.amount }
  right: { of: paid@1, key: =item.orderId, amount: =item.amount }
  window: 1d
  breaks: { owner: treasury }
`);

test("what two sides are matched by is no mail address; a payment's reference is for those who work with payments", () => {
  assert.deepEqual(reconciliation("=item.email"), ["warning WB3204 =item.email"]);
  assert.deepEqual(reconciliation("=item.paymentReference"), []);
  assert.deepEqual(reconciliation("=item.orderId"), []);
});

test("a second way to a field is as personal as the first", () => {
  assert.deepEqual(reconciliation('=item["email"]'), ['warning WB3204 =item["email"]']);
  assert.deepEqual(route("lane: '=[message.data].map(one => one.email)[0]'"), [
    "warning WB3204 '=[message.data].map(one => one.email)[0]'",
  ]);
  assert.deepEqual(route("lane: '=lengthOf(message.data.email) > 3 ? message.data.orderId : \"short\"'"), []);
});
