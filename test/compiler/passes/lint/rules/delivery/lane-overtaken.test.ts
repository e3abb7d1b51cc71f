import assert from "node:assert/strict";
import { test } from "node:test";
import { call, goodPolicy, route, told } from "../shop.ts";

const posted = [route([call])];

test("a lane that is overtaken by policy is told, but not where the route fetches what it works with", () => {
  const pass = goodPolicy.replace("deadLetter: {", "deadLetter: { lane: pass,");
  const lane = "lane: =message.data.orderId";
  assert.deepEqual(told({ policy: pass, documents: [route([call], { head: lane })] }, "WB3505"), [
    "error WB3505 =message.data.orderId",
  ]);
  assert.deepEqual(told({ policy: pass, documents: posted }, "WB3505"), []);
  assert.deepEqual(told({ documents: [route([call], { head: lane })] }, "WB3505"), []);
  const fetched = route(['{ name: seen, call: erp.find, with: { reference: "1" } }', call], { head: lane });
  assert.deepEqual(told({ policy: pass, documents: [fetched] }, "WB3505"), []);
});
