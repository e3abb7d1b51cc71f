import assert from "node:assert/strict";
import { test } from "node:test";
import { call, route, told } from "../shop.ts";

test("a key is of the message, and not of when it arrived", () => {
  const key = (text: string) => told({ documents: [route([call], { head: `key: ${text}` })] }, "WB3502");
  assert.deepEqual(key("=message.data.orderId"), []);
  assert.deepEqual(key("=`${message.data.orderId} timely`"), []);
  assert.deepEqual(key("=`${message.data.orderId} ${text(message.time)}`"), [
    "error WB3502 =`${message.data.orderId} ${text(message.time)}`",
  ]);
  assert.deepEqual(key('="orders"'), ['error WB3502 ="orders"']);
});
