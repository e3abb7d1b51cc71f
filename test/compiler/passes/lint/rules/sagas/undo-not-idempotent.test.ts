import assert from "node:assert/strict";
import { test } from "node:test";
import { call, route, told } from "../shop.ts";

const undo = (text: string) => call.replace(/ }$/, `, compensate: ${text} }`);

const review = (more = "within: 4h", onReject = "[{ end: rejected }]", onExpiry = "[{ end: rejected }]") =>
  `{ name: review, approve: { role: fraud-desk, ${more} }${onReject && `, onReject: ${onReject}`}${onExpiry && `, onExpiry: ${onExpiry}`} }`;

test("what undoes can be repeated", () => {
  const step = undo("{ call: erp.cancel, with: { number: =posted.number } }");
  assert.deepEqual(told({ documents: [route([step, review()])] }, "WB3602"), ["error WB3602 erp.cancel"]);
  const seen = undo("{ call: erp.find, with: { reference: =posted.number } }");
  assert.deepEqual(told({ documents: [route([seen, review()])] }, "WB3602"), []);
});

test("a call that is never undone, or whose undoing can be repeated, is not told", () => {
  const alone = "{ name: cancelled, call: erp.cancel, with: { number: x } }";
  assert.deepEqual(told({ documents: [route([alone])] }, "WB3602"), []);
  const again = undo("{ call: erp.post, with: { reference: =posted.number, note: undone } }");
  assert.deepEqual(told({ documents: [route([again, review()])] }, "WB3602"), []);
  const blind = { idempotent: "false", documents: [route([again, review()])] };
  assert.deepEqual(told(blind, "WB3602"), ["error WB3602 erp.post"]);
});
