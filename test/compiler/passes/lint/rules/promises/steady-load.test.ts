import assert from "node:assert/strict";
import { test } from "node:test";
import { call, diagnosticsOf, route, type Shop, told } from "../shop.ts";

const loaded = (load: string, name = "post-order", steps: readonly string[] = [call]) =>
  route(steps, { name, head: `load: ${load}` });

const shop = (documents: readonly string[], more: Partial<Shop> = {}): Shop => ({ ...more, documents });

test("what all routes together ask of a system on an ordinary day is less than it takes", () => {
  const both = (first: string, second: string) =>
    diagnosticsOf(shop([loaded(`{ steady: ${first} }`), loaded(`{ steady: ${second} }`, "other")]), "WB3406");
  assert.deepEqual(both("10/s", "9.9/s"), []);
  const [only] = both("15/s", "300/m");
  assert.equal(only?.severity, "error");
  assert.equal(only.at, "20/s");
  assert.match(only.message, /`post-order` \(`posted`\) 15\/s \+ `other` \(`posted`\) 5\/s ≥ 20\/s/);
});

test("an each asks once for each item that there may be", () => {
  const each =
    "{ name: all, each: =message.data.lines, as: line, steps: [{ name: one, call: erp.post, with: { reference: =line } }] }";
  const [only] = diagnosticsOf(shop([loaded("{ steady: 4/s }", "post-order", [each])]), "WB3406");
  assert.match(only?.message ?? "", /4\/s × 6 items/);
  assert.deepEqual(told(shop([loaded("{ steady: 3/s }", "post-order", [each])]), "WB3406"), []);
});

test("what a condition decides on may be less than it is counted, and is only warned of", () => {
  const maybe = call.replace("{ name", '{ when: =message.data.orderId != "0", name');
  assert.deepEqual(told(shop([loaded("{ steady: 30/s }", "post-order", [maybe])]), "WB3406"), [
    "warning WB3406 20/s",
  ]);
});

test("what is done when something fails is not part of an ordinary day", () => {
  const step =
    '{ name: seen, call: erp.find, with: { reference: "1" }, onFailure: { any: [{ name: made, call: erp.post, with: { reference: "1" } }] } }';
  assert.deepEqual(told(shop([loaded("{ steady: 15/s }", "post-order", [step])]), "WB3406"), []);
});

test("by Little's law calls at once allow so many a second", () => {
  const limits = (concurrency: number) => ({ limits: `{ concurrency: ${concurrency} }` });
  assert.deepEqual(told(shop([loaded("{ steady: 100/s }")], limits(2)), "WB3407"), []);
  const [only] = diagnosticsOf(shop([loaded("{ steady: 101/s }")], limits(2)), "WB3407");
  assert.equal(only?.at, "2");
  assert.match(only.message, /2 ÷ 101\/s = 19.8ms/);
});

test("a list that an event brings has as many items as its contract says", () => {
  const each =
    "{ name: all, each: =message.data.lines, as: line, steps: [{ name: one, call: erp.post, with: { reference: =line } }] }";
  const told = "{ name: told, publish: order@1, with: =message.data }";
  const taker = route([each], { name: "post-lines", trigger: "{ event: { of: order@1 } }" });
  const asked = (steady: string) =>
    diagnosticsOf(shop([loaded(`{ steady: ${steady} }`, "take-order", [told]), taker]), "WB3406");
  const [only] = asked("4/s");
  assert.match(only?.message ?? "", /`post-lines` \(`one`\) 4\/s × 6 items/);
  assert.deepEqual(asked("3/s"), []);
});
