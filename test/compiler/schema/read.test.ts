import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { readData, readText, shapesOf, validatorOf } from "./reading.ts";

const property = (schema: unknown) => {
  const root = shapesOf({ type: "object", properties: { it: schema } })["Order"] as {
    properties: { shape: unknown }[];
  }; // an object, as given
  return root.properties[0]?.shape;
};

describe("a schema is read into shapes", () => {
  test("an amount is a decimal, whether its wire is text, a number or either", () => {
    assert.deepEqual(property({ type: "string", format: "decimal" }), { kind: "decimal", wire: "text" });
    assert.deepEqual(property({ type: "number", format: "decimal" }), { kind: "decimal", wire: "number" });
    assert.deepEqual(property({ type: ["string", "number"], format: "decimal" }), {
      kind: "decimal",
      wire: "either",
    });
    assert.deepEqual(property({ $ref: "waybill:decimal", minimum: 0 }), {
      kind: "decimal",
      wire: "text",
      minimum: 0,
    });
  });

  test("the built-in money takes a currency that is fixed beside it", () => {
    const euro = { $ref: "waybill:money", properties: { currency: { const: "EUR" } } };
    assert.deepEqual(property(euro), { kind: "money", currency: "EUR" });
    const accepts = validatorOf(readData(euro).output);
    assert.equal(accepts({ amount: "1.00", currency: "EUR" }), true);
    assert.equal(accepts({ amount: "1.00", currency: "USD" }), false);
    assert.equal(accepts({ amount: 1, currency: "EUR" }), false);
  });

  test("null is an option, said as a type, as nullable, as a value, or beside a reference", () => {
    const textOrNull = { kind: "union", options: [{ kind: "text" }, { kind: "null" }] };
    assert.deepEqual(property({ type: ["string", "null"] }), textOrNull);
    assert.deepEqual(property({ type: "string", nullable: true }), textOrNull);
    assert.deepEqual(property({ oneOf: [{ type: "string" }, { type: "null" }] }), textOrNull);
    assert.deepEqual(property({ enum: ["a", null] }), {
      kind: "union",
      options: [{ kind: "text", values: ["a"] }, { kind: "null" }],
    });
    const { output } = readData({
      type: "object",
      properties: { a: { allOf: [{ $ref: "#/$defs/A" }], nullable: true } },
      $defs: { A: { type: "string" } },
    });
    assert.equal(validatorOf(output)({ a: null }), true);
    assert.equal(validatorOf(output)({ a: 1 }), false);
  });

  test("constants of a choice become one enumeration", () => {
    assert.deepEqual(property({ oneOf: [{ const: "a" }, { const: "b" }] }), {
      kind: "text",
      values: ["a", "b"],
    });
  });

  test("the parts of allOf become one object", () => {
    const shape = property({
      allOf: [
        { type: "object", required: ["a"], properties: { a: { type: "string" } } },
        { type: "object", required: ["b"], properties: { a: { maxLength: 5 }, b: { type: "integer" } } },
      ],
    });
    assert.deepEqual(shape, {
      kind: "object",
      properties: [
        { name: "a", required: true, shape: { kind: "text", maxLength: 5 } },
        { name: "b", required: true, shape: { kind: "integer" } },
      ],
    });
  });

  test("a choice of what is required is a rule, no choice of types", () => {
    const schema = {
      type: "object",
      properties: { a: { type: "string" }, b: { type: "string" } },
      anyOf: [{ required: ["a"] }, { required: ["b"] }],
    };
    const { output } = readData(schema);
    assert.equal(output.shapes["Order"]?.kind, "object");
    assert.equal(validatorOf(output)({}), false);
    assert.equal(validatorOf(output)({ b: "x" }), true);
  });

  test("values are read from source text where text is wanted", () => {
    const { output } = readText("type: string\nenum: [00, 0400, 2.10, no]\n", {}, "code.yaml");
    assert.deepEqual((output.shapes["Code"] as { values: unknown }).values, ["00", "0400", "2.10", "no"]); // text, as given
  });

  test("an empty schema is anything, and a bare object a map of anything", () => {
    assert.deepEqual(property({}), { kind: "any" });
    assert.deepEqual(property(true), { kind: "any" });
    assert.deepEqual(property({ type: "object" }), {
      kind: "object",
      properties: [],
      additional: { kind: "any" },
    });
  });

  test("an item of a tuple is of any of its places' types", () => {
    assert.deepEqual(
      property({ type: "array", prefixItems: [{ type: "string" }, { type: "integer" }], items: false }),
      {
        kind: "list",
        items: { kind: "union", options: [{ kind: "text" }, { kind: "integer" }] },
      },
    );
  });

  test("older drafts' exclusiveMinimum is kept by the validator", () => {
    const { output } = readData({ type: "number", minimum: 0, exclusiveMinimum: true });
    assert.equal(validatorOf(output)(0), false);
    assert.equal(validatorOf(output)(0.1), true);
  });

  test("steps and bounds of amounts are computed exactly", () => {
    const accepts = validatorOf(readData({ type: "number", multipleOf: 0.01 }).output);
    assert.equal(accepts(19.99), true);
    assert.equal(accepts(0.07), true);
    assert.equal(accepts(19.999), false);
    const text = validatorOf(readData({ $ref: "waybill:decimal", minimum: 0, multipleOf: 0.05 }).output);
    assert.equal(text("99999999999999999999.95"), true);
    assert.equal(text("99999999999999999999.96"), false);
    assert.equal(text("-0.05"), false);
  });
});

describe("references", () => {
  test("lead to definitions, into other files of both notations, and from there to their neighbours", () => {
    const shapes = shapesOf(
      {
        type: "object",
        properties: { a: { $ref: "#/$defs/A" }, b: { $ref: "parts/all.yaml#/components/schemas/Part" } },
        $defs: { A: { type: "object" } },
      },
      {
        "parts/all.yaml":
          "components:\n  schemas:\n    Part:\n      type: object\n      properties:\n        size: { $ref: size.json }\n",
        "parts/size.json": { type: "integer" },
      },
    );
    assert.deepEqual(Object.keys(shapes).sort(), ["Order", "OrderA", "OrderPart", "OrderSize"]);
  });

  test("may lead back, through objects and lists, also to the root", () => {
    const { output, diagnostics } = readData({
      type: "object",
      properties: { children: { type: "array", items: { $ref: "#" } } },
    });
    assert.deepEqual(diagnostics, []);
    assert.equal(validatorOf(output)({ children: [{ children: [] }] }), true);
    assert.equal(validatorOf(output)({ children: [{ children: 1 }] }), false);
  });

  test("a root that only refers is what it refers to, under its own name", () => {
    const { output } = readData(
      { $ref: "other.json" },
      { "other.json": { type: "object", properties: { next: { $ref: "#" } } } },
    );
    assert.deepEqual(Object.keys(output.shapes), ["Order"]);
    assert.equal(validatorOf(output)({ next: { next: 1 } }), false);
  });

  test("a plain value in the middle of a document needs no name", () => {
    const { output } = readData(
      { type: "object", properties: { a: { $ref: "doc.json#/parameters/0/schema" } } },
      { "doc.json": { parameters: [{ schema: { type: "string" } }] } },
    );
    assert.deepEqual(Object.keys(output.shapes), ["Order"]);
  });
});

describe("mistakes are told at their place", () => {
  const cases: readonly (readonly [string, string, string, string])[] = [
    ["a misspelt type", "type: strng", "strng", "WB2104"],
    ["a misspelt keyword", "type: string\nmaxLenght: 3", "maxLenght", "WB2103"],
    ["a pointer to nothing", '$ref: "#/$defs/Adress"\n$defs: { Address: {} }', '"#/$defs/Adress"', "WB2101"],
    ["a file that is not there", "$ref: schemas/none.json", "schemas/none.json", "WB2101"],
    ["an address on the web", "$ref: https://example.com/a.json", "https://example.com/a.json", "WB2101"],
    ["a built-in type that is not there", '$ref: "waybill:mony"', '"waybill:mony"', "WB2101"],
    ["a pattern that is none", 'type: string\npattern: "("', '"("', "WB2104"],
    ["a length that is none", "type: string\nmaxLength: -1", "-1", "WB2104"],
    [
      "required at the property",
      "type: object\nproperties: { a: { type: string, required: true } }",
      "true",
      "WB2104",
    ],
    [
      "a required property that is misspelt",
      "type: object\nrequired: [lins]\nproperties: { lines: {} }",
      "lins",
      "WB2106",
    ],
    ["what is not supported", '$dynamicRef: "#a"', "$dynamicRef", "WB2102"],
  ];
  for (const [what, text, at, code] of cases) {
    test(what, () => {
      const { diagnostics } = readText(`${text}\n`, {}, "order.yaml");
      const [first] = diagnostics;
      assert.equal(first?.code, code);
      assert.equal(text.slice(first.span.start, first.span.end), at);
      assert.equal(diagnostics.length, 1);
    });
  }

  test("a schema that only refers to itself", () => {
    const { diagnostics } = readData({
      type: "object",
      properties: { a: { $ref: "#/$defs/A" } },
      $defs: { A: { $ref: "#/$defs/B" }, B: { anyOf: [{ $ref: "#/$defs/A" }] } },
    });
    assert.ok(diagnostics.some(({ code }) => code === "WB2108"));
  });

  test("a broken file, at the place where it breaks", () => {
    const { diagnostics } = readData({ $ref: "broken.json" }, { "broken.json": '{ "type": "object", }' });
    assert.deepEqual(
      diagnostics.map(({ code, span }) => [code, span.file, span.start]),
      [["WB2107", "broken.json", 20]],
    );
  });

  test("a condition that no validator can be made of", () => {
    assert.deepEqual(
      readData({ type: "string", not: { type: "strng" } }).diagnostics.map(({ code }) => code),
      ["WB2104"],
    );
  });
});
