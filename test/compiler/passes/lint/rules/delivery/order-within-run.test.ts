import assert from "node:assert/strict";
import { test } from "node:test";
import { route, told } from "../shop.ts";

const publishEach = (concurrency: number, orderId: string) =>
  route([
    `{ name: told, each: =message.data.states, as: state, concurrency: ${concurrency}, steps: [{ name: changed, publish: order-state@1, with: { orderId: ${orderId}, state: =state } }] }`,
  ]);

test("items at once that publish for one key are told; for a key of each they are not, nor one after the other", () => {
  assert.deepEqual(told({ documents: [publishEach(4, "=message.data.orderId")] }, "WB3506"), [
    "warning WB3506 4",
  ]);
  assert.deepEqual(told({ documents: [publishEach(1, "=message.data.orderId")] }, "WB3506"), []);
  assert.deepEqual(told({ documents: [publishEach(4, "=state")] }, "WB3506"), []);
});
