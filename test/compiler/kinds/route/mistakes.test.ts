import assert from "node:assert/strict";
import { test } from "node:test";
import { diagnosed, http } from "./till.ts";

const read = "{ name: found, call: till.read, with: { id: =message.data.id } }";

test("a step does one thing, and says only what goes with it", () => {
  assert.deepEqual(diagnosed("- { name: x }"), ["WB2301 steps.x"]);
  assert.deepEqual(diagnosed("- { name: x, call: till.ping, lookup: location }"), ["WB2301 steps.x"]);
  assert.deepEqual(diagnosed("- { name: x, call: till.ping, concurrency: 2 }"), ["WB2302 steps.x"]);
});

test("step kinds and words of later versions are told as such", () => {
  assert.deepEqual(diagnosed(`- ${read}`, "{ poll: { call: till.read, every: 1m } }"), ["WB1207"]);
  assert.deepEqual(
    diagnosed("- { name: x, lookup: location, from: { till: 12 }, to: wms, whenMissing: wait }"),
    ["WB1207"],
  );
});

test("names are given, unique, and nobody else's", () => {
  assert.deepEqual(diagnosed("- { call: till.ping }"), ["WB2303 steps[0]"]);
  assert.deepEqual(diagnosed(`- ${read}\n- ${read}`), ["WB2304 steps.found"]);
  assert.deepEqual(diagnosed("- { name: message, call: till.ping }"), ["WB2305 steps.message"]);
  assert.deepEqual(diagnosed("- { name: sum, call: till.ping }"), ["WB2305 steps.sum"]);
});

test("branches of one choose may use the same name, and nobody after them", () => {
  const choose = `- choose:\n    - { when: =message.data.gift != null, steps: [${read}] }\n    - { otherwise: [${read}] }`;
  assert.deepEqual(diagnosed(choose), []);
  assert.deepEqual(diagnosed(`${choose}\n- ${read}`), ["WB2304 steps.found"]);
});

test("what stands after an end never runs, unless the end has a condition", () => {
  assert.deepEqual(diagnosed(`- { end: x }\n- ${read}`), ["WB2306 steps.found"]);
  assert.deepEqual(diagnosed(`- { when: =message.data.gift == null, end: x }\n- ${read}`), []);
  const both =
    "- choose:\n    - { when: =message.data.gift != null, steps: [{ end: a }] }\n    - { otherwise: [{ fail: b }] }";
  assert.deepEqual(diagnosed(`${both}\n- ${read}`), ["WB2306 steps.found"]);
});

test("a result may be missing after a condition, and after a failure branch that goes on", () => {
  const publish = "- { name: told, publish: sale@1, with: =found }";
  const found = (more: string) =>
    `- { name: found, call: till.read, with: { id: =message.data.id }, ${more} }\n${publish}`;
  assert.deepEqual(diagnosed(found("when: =message.data.gift != null")), ["WB2005"]);
  assert.deepEqual(diagnosed(found("onFailure: { refused: [{ name: p, call: till.ping }] }")), ["WB2005"]);
  assert.deepEqual(
    diagnosed(found("onFailure: { refused: [{ name: p, call: till.ping }, { end: x }] }")),
    [],
  );
});

test("a condition that ends the run is known to be false after it", () => {
  assert.deepEqual(
    diagnosed(
      "- { when: =message.data.gift == null, end: x }\n- { name: found, call: till.read, with: { id: =message.data.gift } }",
    ),
    [],
  );
});

test("a mapping is given what it is made from", () => {
  assert.deepEqual(diagnosed("- { name: order, map: sale-to-order, with: =message.data }"), []);
  assert.deepEqual(diagnosed("- { name: order, map: sale-to-order, with: { sael: =message.data } }"), [
    "WB2310 steps.order",
  ]);
  assert.deepEqual(diagnosed("- { name: order, map: sale-to-order }"), ["WB2310 steps.order"]);
  assert.deepEqual(diagnosed("- { name: told, publish: sale@1, map: sale-to-order, with: =message.data }"), [
    "WB2312 steps.told",
  ]);
});

test("a call is given its input", () => {
  assert.deepEqual(diagnosed("- { name: found, call: till.read }"), ["WB2311 steps.found"]);
  assert.deepEqual(diagnosed("- { name: found, call: till.ping, with: { id: x } }"), ["WB2311 steps.found"]);
  assert.deepEqual(diagnosed("- { name: found, call: till.read, with: { ident: x, id: y } }"), [
    "WB2201 steps.found.ident",
  ]);
});

test("respond has somebody who waits, and who waits is answered", () => {
  const answer = "- { respond: { status: 201, body: { orderId: =message.data.id } } }";
  assert.deepEqual(diagnosed(answer, http), []);
  assert.deepEqual(diagnosed(answer), ["WB2307 steps[0]"]);
  assert.deepEqual(diagnosed(`- ${read}`, http), ["WB2308 trigger"]);
  assert.deepEqual(diagnosed("- { respond: { body: { orderIt: x } } }", http), ["WB2201 steps[0].orderIt"]);
  assert.deepEqual(diagnosed("- { respond: { status: 422, body: { why: x } } }", http), []);
});

test("each wants a list, and no step in it ends the run", () => {
  const each = (list: string, step: string) => `- { name: all, each: ${list}, as: one, steps: [${step}] }`;
  assert.deepEqual(diagnosed(each("=message.data.lines", "{ name: p, call: till.ping }")), []);
  assert.deepEqual(diagnosed(each("=message.data.tags", "{ name: p, call: till.ping }")), [
    "WB2314 steps.all",
  ]);
  assert.deepEqual(diagnosed(each("=message.data.id", "{ name: p, call: till.ping }")), ["WB2314 steps.all"]);
  assert.deepEqual(diagnosed(each("=message.data.lines", "{ end: x }")), ["WB2309 steps[0].steps[0]"]);
});

test("a misspelt reference is told once, with the near miss", () => {
  assert.deepEqual(
    diagnosed(
      "- { name: found, call: till.raed, with: { id: x } }\n- { name: told, publish: sale@1, with: =found }",
    ),
    ["WB1204"],
  );
  assert.deepEqual(diagnosed("- { name: order, map: sale-to-ordr, with: =message.data }"), ["WB1202"]);
});
