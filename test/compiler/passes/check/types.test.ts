import assert from "node:assert/strict";
import { test } from "node:test";
import { checkTypeName, checkTypes } from "../../../../compiler/passes/check/types.ts";
import type { PlanSchema } from "../../../../compiler/plan/plan.ts";
import type { Shape } from "../../../../compiler/schema/shape.ts";

const schema = (shapes: Readonly<Record<string, Shape>>): PlanSchema => ({
  type: { module: "contracts/order-2", name: "Order" },
  set: { root: "Order", shapes, schema: {} },
  label: "order@2",
  at: { file: "spec.yaml", line: 1 },
  personal: [],
  invariants: [],
});

test("a schema's types stand in a namespace of its module", () => {
  assert.equal(checkTypeName({ module: "contracts/order-2", name: "Order" }), "contracts_order_2.Order");
});

test("shapes refer to each other by name, and no name of a property escapes its quotes", () => {
  const text = checkTypes([
    schema({
      Order: {
        kind: "object",
        properties: [
          { name: 'a"b', required: true, shape: { kind: "reference", name: "OrderLine" } },
          { name: "net", required: false, shape: { kind: "money", currency: "EUR" } },
        ],
      },
      OrderLine: {
        kind: "list",
        items: { kind: "union", options: [{ kind: "text", values: ["x"] }, { kind: "null" }] },
      },
    }),
  ]);
  assert.equal(
    text,
    'declare namespace contracts_order_2 {\ntype Order = { readonly "a\\"b": contracts_order_2.OrderLine; readonly "net"?: Money<"EUR"> };\ntype OrderLine = readonly (("x") | (null))[];\n}\n',
  );
});

test("other names of an object may hold what their schema says or what its own fields hold", () => {
  const text = checkTypes([
    schema({
      Order: {
        kind: "object",
        properties: [{ name: "id", required: true, shape: { kind: "integer" } }],
        additional: { kind: "text" },
      },
    }),
  ]);
  assert.match(text, /readonly \[name: string\]: \(string\) \| \(Integer\) \| undefined/);
});
