import assert from "node:assert/strict";
import { test } from "node:test";
import { call, route, told } from "../shop.ts";

const consumer = (lane: string, of = "order@1") =>
  told(
    {
      documents: [
        route([call], { trigger: `{ event: { of: ${of}, from: now } }`, head: lane && `lane: ${lane}` }),
      ],
    },
    "WB3507",
  );

test("a consumer's lane is made of the key by which its events come in order", () => {
  assert.deepEqual(consumer("=message.data.orderId"), []);
  assert.deepEqual(consumer("=text(message.data.orderId)"), []);
  assert.deepEqual(consumer("=message.data.customerId"), ["warning WB3507 =message.data.customerId"]);
  assert.deepEqual(consumer(""), []);
});

test("a lane that goes beyond the key is finer than the order that comes", () => {
  assert.deepEqual(consumer('"=`${message.data.customerId} ${message.data.orderId}`"').length, 1);
});

test("the lane of a route that no event starts is its own matter", () => {
  const documents = [route([call], { head: "lane: =message.data.customerId" })];
  assert.deepEqual(told({ documents }, "WB3507"), []);
});
