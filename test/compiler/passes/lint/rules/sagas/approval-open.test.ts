import assert from "node:assert/strict";
import { test } from "node:test";
import { diagnosticsOf, route, told } from "../shop.ts";

const review = (more = "within: 4h", onReject = "[{ end: rejected }]", onExpiry = "[{ end: rejected }]") =>
  `{ name: review, approve: { role: fraud-desk, ${more} }${onReject && `, onReject: ${onReject}`}${onExpiry && `, onExpiry: ${onExpiry}`} }`;

const waits = (step: string, nature?: [string, string, string]) =>
  told({ ...(nature && { nature }), documents: [route([step])] }, "WB360");

test("an approval has a deadline, and a branch for each answer", () => {
  assert.deepEqual(waits(review()), []);
  assert.deepEqual(waits(review("", undefined, "")), ["error WB3603 approve"]);
  assert.deepEqual(waits(review("", undefined, ""), ["low", "none", "none"]), ["warning WB3603 approve"]);
  assert.deepEqual(waits(review("within: 4h", "")), ["warning WB3604 approve"]);
  assert.deepEqual(waits(review("within: 4h", undefined, "")), ["warning WB3604 4h"]);
});

test("a wait for an event has a deadline and a branch, a wait for a time needs none", () => {
  const wait = (more: string, expiry = "") =>
    `{ name: changed, wait: { event: order-state@1, where: =event.orderId == message.data.orderId${more} }${expiry} }`;
  assert.deepEqual(waits(wait(", within: 5d", ", onExpiry: [{ end: late }]")), []);
  assert.deepEqual(waits(wait("")), ["error WB3603 wait"]);
  assert.deepEqual(waits(wait(", within: 5d")), ["warning WB3604 5d"]);
  assert.deepEqual(waits("{ name: pause, wait: { for: 10m } }"), []);
});

test("a run that waits for ever holds its lane, and the message says so", () => {
  const documents = [route([review("", undefined, "")], { head: "lane: =message.data.orderId" })];
  assert.match(diagnosticsOf({ documents }, "WB3603")[0]?.message ?? "", /with it its whole lane/);
});
