import assert from "node:assert/strict";
import { test } from "node:test";
import { compile } from "../../../../kinds/compile.ts";
import { contractOf } from "../../../../kinds/contract-of.ts";
import { told } from "../told.ts";

const contract = (version: string, lifecycle: string) =>
  contractOf("order", "orderId: { type: string }", { version, lifecycle });
const spec = (
  one: string,
  two = "active",
  used = 1,
) => `${contract("1.0.0", one)}${contract("2.0.0", two)}${contractOf("receipt", "number: { type: string }")}
kind: Mapping
metadata: { name: order-to-receipt, domain: orders }
spec:
  from: { order: order@${used} }
  to: receipt@1
  fields: { number: =order.orderId }
`;
const deprecated = "deprecated\n  sunset: 2027-06-30\n  replacement: order@2";

test("a deprecated contract is told where it is used, with its sunset, the days until then, and what replaces it", () => {
  const text = spec(deprecated);
  assert.deepEqual(told(text, "2026-11-24"), ["warning WB3304 order@1"]);
  const [one] = compile(text, { today: "2026-11-24" }).diagnostics;
  assert.match(one?.message ?? "", /until 2027-06-30, 218 days from today/);
  assert.match(one?.help ?? "", /order@2/);
});

test("it is an error from the day after its sunset, and always once it is retired", () => {
  assert.deepEqual(told(spec(deprecated), "2027-06-30"), ["warning WB3304 order@1"]);
  assert.deepEqual(told(spec(deprecated), "2027-07-01"), ["error WB3305 order@1"]);
  assert.deepEqual(told(spec("retired")), ["error WB3305 order@1"]);
});

test("who moved is left alone, and naming a replacement is no use of it", () => {
  assert.deepEqual(told(spec(deprecated, "active", 2), "2027-07-01"), []);
  assert.deepEqual(told(spec("active")), []);
});

test("a replacement that ends itself is told", () => {
  const text = spec(deprecated, "deprecated\n  sunset: 2028-06-30", 2);
  assert.deepEqual(told(text), ["warning WB3304 order@2", "warning WB3306 order@2"]);
});

test("a contract that a schema refers to is used there", () => {
  const basket = contractOf("basket", "orders?: { type: array, items: { $ref: order@1 } }");
  const text = `${contract("1.0.0", "retired")}${basket}`;
  assert.deepEqual(told(text), ["error WB3305 order@1"]);
});
