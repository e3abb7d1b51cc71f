import assert from "node:assert/strict";
import { test } from "node:test";
import type { CheckStatement, CheckUnit } from "../../../compiler/expressions/check.ts";
import { checkExpressions, createChecker } from "../../../compiler/expressions/index.ts";
import { scalar, sourcesOf, types, want } from "./build.ts";

const source: CheckStatement = { do: "declare", name: "source", type: "systems_shop.Order" };

function expression(
  id: string,
  text: string,
  more: Partial<Extract<CheckStatement, { do: "expression" }>> = {},
): CheckStatement {
  return { do: "expression", id, node: scalar(text), ...more };
}

function run(...statements: readonly CheckStatement[]) {
  const { units, diagnostics } = checkExpressions(
    [{ name: "unit", statements: [source, ...statements] }],
    types,
    [],
    sourcesOf(""),
  );
  return {
    found: units.get("unit") ?? new Map<string, never>(),
    codes: diagnostics.map(({ code, message }) => `${code} ${message}`),
  };
}

test("a bound name has its expression's type, and may be missing where its step may be left out", () => {
  const { found, codes } = run(
    expression("order", "=source", { bind: "order" }),
    expression("review", "=source.address", { bind: "review", bindOptional: true }),
    expression("a", "=order.name"),
    expression("b", "=review?.city"),
  );
  assert.deepEqual(codes, []);
  assert.equal(found.get("a")?.typeText, "text");
  assert.equal(found.get("b")?.mayBeMissing, true);
  assert.match(
    run(
      expression("review", "=source.line_items", { bind: "review", bindOptional: true }),
      expression("b", "=review.length"),
    ).codes.join(),
    /WB2005 `review` may be missing/,
  );
});

test("a name that is made further down is told as that, and is not listed as one that can be read", () => {
  const { units, diagnostics } = checkExpressions(
    [
      {
        name: "unit",
        statements: [
          source,
          expression("a", "=order.name"),
          expression("order", "=source", { bind: "order" }),
        ],
      },
    ],
    types,
    [],
    sourcesOf(""),
  );
  assert.equal(units.get("unit")?.has("a"), false);
  assert.deepEqual(
    diagnostics.map(({ message, help }) => `${message} ${help ?? ""}`),
    [
      "There is no `order` here. This step or a later one makes it: a step sees those before it. In scope: `source`.",
    ],
  );
});

test("what is made of something mistaken is no second mistake", () => {
  const { found, codes } = run(
    expression("order", "=source.nosuch", { bind: "order" }),
    expression("lines", "=order.lines"),
  );
  assert.equal(codes.length, 1);
  assert.equal(found.get("lines")?.isList, true);
});

test("each gives its body an item and an index, and what it makes is a list", () => {
  const { found, codes } = run(
    expression("items", "=source.line_items"),
    {
      do: "each",
      of: "items",
      as: "line",
      index: "i",
      body: [expression("sku", "=line.sku ?? line.name"), expression("place", "=i + 1")],
      value: "sku",
      bind: "skus",
    },
    expression("after", "=skus.join(',')"),
    expression("outside", "=line"),
  );
  assert.equal(found.get("sku")?.typeText, "text");
  assert.equal(found.get("after")?.expression.code, 'skus.join(",")');
  assert.deepEqual(codes, ["WB2002 There is no `line` here."]);
});

test("an each over a list that may be missing, or over a wrong expression, has a body without further errors", () => {
  assert.deepEqual(
    run(expression("items", "=source.data"), {
      do: "each",
      of: "items",
      as: "line",
      body: [expression("x", "=line")],
    }).codes,
    [],
  );
  assert.equal(
    run(expression("items", "=source.nope"), {
      do: "each",
      of: "items",
      as: "line",
      body: [expression("x", "=line.any.thing")],
    }).codes.length,
    1,
  );
});

test("a group is a key with its items", () => {
  const { found, codes } = run(expression("items", "=source.line_items"), {
    do: "each",
    of: "items",
    as: "line",
    body: [
      expression("key", "=line.name"),
      {
        do: "group",
        as: "line",
        key: "key",
        body: [
          expression("name", "=line.key"),
          expression("total", "=sum(line.items.map(l => l.price))", { expected: want('Decimal<"text">') }),
        ],
      },
    ],
  });
  assert.deepEqual(codes, []);
  assert.equal(found.get("name")?.typeText, "text");
  assert.equal(found.get("total")?.expression.code, "sum(line.items.map((l) => l.price))");
});

test("a condition narrows inside its block, and after a block that ends it is known to be false", () => {
  const { codes } = run(
    expression("when", "=source.email != null"),
    { do: "block", when: "when", body: [expression("in", "=source.email", { expected: want("string") })] },
    expression("out", "=source.email", { expected: want("string") }),
  );
  assert.equal(codes.length, 1);
  const ended = run(
    expression("when", "=source.email == null"),
    { do: "block", when: "when", ends: true, body: [] },
    expression("after", "=source.email", { expected: want("string") }),
  );
  assert.deepEqual(ended.codes, []);
});

test("names bound in a block are not seen after it", () => {
  const { codes } = run(
    {
      do: "block",
      body: [expression("a", "=source.name", { bind: "name" }), expression("b", "=upper(name)")],
    },
    expression("c", "=name"),
  );
  assert.deepEqual(codes, ["WB2002 There is no `name` here."]);
});

test("the values of a union of literals are told, with null apart", () => {
  const { found } = run(
    expression("status", "=source.status"),
    expression("name", "=source.name"),
    expression("test", "=source.test"),
  );
  assert.deepEqual(found.get("status")?.literals?.toSorted(), ["paid", "pending", "refunded"]);
  assert.equal(found.get("status")?.mayBeNull, true);
  assert.equal(found.get("name")?.literals, undefined);
  assert.deepEqual(found.get("test")?.literals?.toSorted(), [false, true]);
});

test("a Function of the estate is called by its name, with its own types", () => {
  const schema = (name: string) => ({
    type: { module: "systems/shop", name },
    set: { root: name, shapes: {}, schema: {} },
    label: name,
    at: { file: "spec.yaml", line: 1 },
    personal: [],
    invariants: [],
  });
  const unit: CheckUnit = {
    name: "unit",
    statements: [
      source,
      expression("a", "=spreadDiscount(source).name"),
      expression("b", "=spreadDiscount(source.name)"),
    ],
  };
  const { units, diagnostics } = checkExpressions(
    [unit],
    types,
    [{ name: "spreadDiscount", input: schema("Order"), output: schema("Line") }],
    sourcesOf(""),
  );
  assert.equal(units.get("unit")?.get("a")?.expression.code, "spreadDiscount(source).name");
  assert.deepEqual(
    diagnostics.map(({ message }) => message),
    ["`spreadDiscount` takes an Order here, and `source.name` is text."],
  );
});

test("a checker judges again what changed, and only that, and says the same as one that starts anew", () => {
  const unit = (name: string, text: string): CheckUnit => ({
    name,
    statements: [source, expression("it", text)],
  });
  const checker = createChecker();
  const check = (units: readonly CheckUnit[], text = types) =>
    checker.check({ units, types: text, functions: [], sources: sourcesOf("") });
  const first = check([unit("a", "=source.name"), unit("b", "=source.nope")]);
  assert.deepEqual(
    first.diagnostics.map(({ code }) => code),
    ["WB2003"],
  );
  const second = check([unit("a", "=source.nome"), unit("b", "=source.name")]);
  assert.deepEqual(
    second.diagnostics.map(({ message }) => message),
    ["`source` has no field `nome`."],
  );
  const renamed = check(
    [unit("a", "=source.nome"), unit("b", "=source.name")],
    types.replace("readonly name: string;\n", "readonly nome: string;\n"),
  );
  assert.deepEqual(
    renamed.diagnostics.map(({ message }) => message),
    ["`source` has no field `name`."],
  );
  assert.deepEqual(check([unit("a", "=source.name")]).diagnostics, []);
});

test("when an estate grows, one edit does not cost what the first check did", () => {
  const units = (edited: string): readonly CheckUnit[] =>
    Array.from({ length: 400 }, (_, index) => ({
      name: `unit ${index}`,
      statements: [
        source,
        expression("a", index === 7 ? edited : `=upper(source.name) == "${index}"`),
        expression("b", "=sum(source.line_items.map(line => multiply(line.price, line.quantity)))"),
      ],
    }));
  const checker = createChecker();
  const timed = (text: string) => {
    const start = performance.now();
    checker.check({ units: units(text), types, functions: [], sources: sourcesOf("") });
    return performance.now() - start;
  };
  const cold = timed("=source.name");
  const warm = Math.min(timed("=source.id"), timed("=source.rate"), timed("=source.test"));
  assert.ok(warm < cold / 3, `cold ${cold} ms, warm ${warm} ms`);
});
