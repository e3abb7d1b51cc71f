import assert from "node:assert/strict";
import { test } from "node:test";
import { namesIn } from "../../../../compiler/kinds/route/used-names.ts";
import { http, routeOf } from "./till.ts";

test("a route is synchronous where a step responds, also inside a branch", () => {
  const choose =
    "- choose:\n    - { when: =message.data.gift != null, steps: [{ respond: { body: { orderId: x } } }] }";
  const { trigger } = routeOf(choose, http);
  assert.equal(trigger.kind === "http" && trigger.synchronous, true);
  assert.equal(routeOf("- { name: p, call: till.ping }").trigger.kind, "webhook");
});

test("steps without a name are called after their kind, those outside first", () => {
  const steps = routeOf(
    "- choose:\n    - { when: =message.data.gift != null, steps: [{ respond: { body: { orderId: x } } }, { end: gift }] }\n- { respond: { body: { orderId: y } } }",
    http,
  ).steps;
  assert.deepEqual(
    steps.map(({ name }) => name),
    ["choose", "respond"],
  );
  const [choose] = steps;
  assert.deepEqual(choose?.kind === "choose" && choose.branches[0]?.steps.map(({ name }) => name), [
    "respond2",
    "end",
  ]);
});

test("only what a later expression says is used", () => {
  const [found, again] = routeOf(
    "- { name: found, call: till.read, with: { id: =message.data.id } }\n- { name: again, call: till.read, with: { id: =found.id } }",
  ).steps;
  assert.equal(found?.used, true);
  assert.equal(again?.used, false);
});

test("`any` takes the classes that no other branch takes", () => {
  const [step] = routeOf(
    "- { name: p, call: till.ping, onFailure: { refused: [{ end: refused }], any: [{ fail: '=`it failed: ${failure.message}`' }] } }",
  ).steps;
  assert.deepEqual(
    step?.onFailure?.map(({ classes, ends }) => [classes.join(), ends]),
    [
      ["refused", true],
      ["invalid,throttled,transient,unknown", true],
    ],
  );
});

test("an each binds the list of its results", () => {
  const [all, told] = routeOf(
    "- { name: all, each: =message.data.lines, as: line, index: i, concurrency: 4, steps: [{ name: found, call: till.read, with: { id: =line.sku } }], result: =found.id }\n- { name: told, publish: order@1, with: { orderId: '=join(all, \",\")' } }",
  ).steps;
  assert.equal(all?.kind === "each" && all.concurrency, 4);
  assert.equal(all?.kind === "each" && all.value?.code, "found.id");
  assert.equal(all?.used, true);
  assert.equal(told?.kind, "publish");
});

test("names in an expression are those that stand for something", () => {
  assert.deepEqual(namesIn("=order.total + `${place.code} of } order` + f({ a: b, c }, 'text', \"x\")"), [
    "order",
    "place",
    "f",
    "b",
    "c",
  ]);
  assert.deepEqual(namesIn("=a ? b : c"), ["a", "b", "c"]);
  assert.deepEqual(namesIn("=[...all].map(one => one?.id)"), ["all", "one", "one"]);
});
