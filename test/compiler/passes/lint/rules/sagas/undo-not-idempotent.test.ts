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
