import assert from "node:assert/strict";
import { test } from "node:test";
import type { CheckStatement } from "../../../compiler/expressions/check.ts";
import { check, want } from "./build.ts";

const before: readonly CheckStatement[] = [
  { do: "declare", name: "event", type: "systems_shop.Order" },
  { do: "declare", name: "order", type: "contracts_order_1.Order" },
  { do: "declare", name: "maybe", type: "contracts_order_1.Order | undefined" },
];

/** `orderId = order.orderId`: the field that the condition demands, and of which value; empty where it demands none. */
function demanded(condition: string): string {
  const { codes, found } = check(condition, want("boolean"), before, "event");
  assert.deepEqual(codes, [], condition);
  return found?.demanded ? `${found.demanded.path.join(".")} = ${found.demanded.value.code}` : "";
}

test("a condition demands the field that equals something else", () => {
  assert.equal(demanded("=event.name == order.orderId"), "name = order.orderId");
  assert.equal(demanded("=order.orderId === event.name"), "name = order.orderId");
  assert.equal(demanded("=(event.address?.city) == order.note"), "address.city = order.note");
  assert.equal(demanded('=event["name"] == order.orderId'), "name = order.orderId");
  assert.equal(demanded("=event.name == `${order.orderId}-1`"), "name = `${order.orderId}-1`");
  assert.equal(demanded("=event.name == upper(order.orderId)"), "name = upper(order.orderId)");
  assert.equal(demanded("=event.test == true"), "test = true");
});

test("of several that must all hold it is the first with a computed value, else a constant", () => {
  assert.equal(
    demanded('=event.currency == "EUR" && event.name == order.orderId && event.test'),
    "name = order.orderId",
  );
  assert.equal(demanded('=event.test && event.currency == "EUR"'), 'currency = "EUR"');
});

test("where it may hold without the equality, nothing is demanded", () => {
  for (const condition of [
    "=event.name == order.orderId || event.test",
    "=event.name != order.orderId",
    "=!(event.name == order.orderId)",
    "=event.test ? event.name == order.orderId : event.test",
    "=event.name == event.currency",
    "=event.email == null",
    "=order.orderId == source.name",
    "=text(event.id) == order.orderId",
  ])
    assert.equal(demanded(condition), "", condition);
});

test("what is no field of what came in is none: a length, an item of a list", () => {
  assert.equal(demanded("=event.line_items.length == order.lines.length"), "");
  assert.equal(demanded("=event.name.length == 3"), "");
  assert.equal(demanded("=event.line_items[0]?.name == order.orderId"), "");
});

test("a value that may fail, or that is only there because of what was asked before, is not asked for by itself", () => {
  assert.equal(demanded('=event.name == (order.note ?? fail("no note"))'), "");
  assert.equal(demanded("=maybe != null && event.name == maybe.orderId"), "");
  assert.equal(demanded("=order.note != null && event.name == order.note"), "name = order.note");
});
