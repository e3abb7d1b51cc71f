import assert from "node:assert/strict";
import { test } from "node:test";
import { call, route, told } from "../shop.ts";

const undo = (text: string) => call.replace(/ }$/, `, compensate: ${text} }`);

const review = (more = "within: 4h", onReject = "[{ end: rejected }]", onExpiry = "[{ end: rejected }]") =>
  `{ name: review, approve: { role: fraud-desk, ${more} }${onReject && `, onReject: ${onReject}`}${onExpiry && `, onExpiry: ${onExpiry}`} }`;

const second = '{ name: more, call: erp.post, with: { reference: "2" } }';

const notUndone = (steps: readonly string[], nature?: [string, string, string]) =>
  told({ ...(nature && { nature }), documents: [route(steps)] }, "WB3601");

test("an effect before what can fail for good is undone, or somebody says why not", () => {
  assert.deepEqual(notUndone([call, review()]), ["error WB3601 erp.post"]);
  assert.deepEqual(notUndone([call, second]), ["error WB3601 erp.post"]);
  assert.deepEqual(notUndone([call, "{ fail: no }"]), ["error WB3601 erp.post"]);
  assert.deepEqual(notUndone([undo("{ call: erp.cancel, with: { number: =posted.number } }"), review()]), []);
  assert.deepEqual(notUndone([undo('{ none: "finance reverses it" }'), second]), []);
});

test("the last effect, a question before or after it, and what is published need no undoing", () => {
  const seen = '{ name: seen, call: erp.find, with: { reference: "1" } }';
  const published = "{ name: told, publish: order@1, with: =message.data }";
  assert.deepEqual(notUndone([call]), []);
  assert.deepEqual(notUndone([seen, call, seen.replace("seen", "again"), published]), []);
  assert.deepEqual(notUndone([published, call]), []);
  assert.deepEqual(notUndone([review(), call]), []);
});

test("each effect is told once, and only where somebody is hurt by what is half done", () => {
  assert.equal(notUndone([call, second, review()]).length, 2);
  assert.deepEqual(notUndone([call, second], ["low", "operational", "internal"]), []);
  assert.deepEqual(notUndone([call, second], ["high", "operational", "stock"]), ["warning WB3601 erp.post"]);
});

test("a branch that makes up for the failure is an answer too", () => {
  const branch = (steps: string) =>
    second.replace(/ }$/, `, onFailure: { refused: [${steps}, { end: refused }] } }`);
  assert.deepEqual(
    notUndone([call, branch('{ name: undone, call: erp.cancel, with: { number: "1" } }')]),
    [],
  );
  assert.deepEqual(notUndone([call, branch("{ name: told, publish: order@1, with: =message.data }")]), [
    "error WB3601 erp.post",
  ]);
});

test("in a branch that follows on a failure, the call that failed has had no effect", () => {
  const step = call.replace(
    / }$/,
    `, onFailure: { refused: [${second.replace("more", "instead")}, { end: done }] } }`,
  );
  assert.deepEqual(notUndone([step]), []);
});

test("items of an each are by themselves: one that is refused leaves the others", () => {
  const each = `{ name: all, each: =message.data.lines, as: line, steps: [{ name: one, call: erp.post, with: { reference: =line } }] }`;
  assert.deepEqual(notUndone([each]), []);
});

test("an effect within an earlier choose, each or parallel is one that was made", () => {
  const inChoose = `{ choose: [{ when: =message.data.orderId == "1", steps: [${call}] }] }`;
  const inEach = `{ name: all, each: =message.data.lines, as: line, steps: [{ name: one, call: erp.post, with: { reference: =line } }] }`;
  const inParallel = `{ name: both, parallel: [{ steps: [${call}] }, { steps: [{ name: seen, call: erp.find, with: { reference: "1" } }] }] }`;
  for (const step of [inChoose, inEach, inParallel])
    assert.deepEqual(notUndone([step, review()]), ["error WB3601 erp.post"], step);
});

test("a branch that ends the run leads to nothing that could fail, and neighbours of a branch are not before it", () => {
  const ended = `{ choose: [{ when: =message.data.orderId == "1", steps: [${call}, { end: done }] }] }`;
  assert.deepEqual(notUndone([ended, review()]), []);
  const either = `{ choose: [{ when: =message.data.orderId == "1", steps: [${call}] }, { otherwise: [${second}] }] }`;
  assert.deepEqual(notUndone([either]), []);
});
