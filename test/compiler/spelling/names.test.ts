import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import ts from "typescript";
import {
  access,
  commentText,
  numberLiteral,
  propertyKey,
  scalarLiteral,
  textLiteral,
} from "../../../compiler/spelling/literal.ts";
import { camelCase, fileName, pascalCase, Scope, safe } from "../../../compiler/spelling/names.ts";

/** What a piece of source evaluates to, all by itself. */
function evaluate(code: string): unknown {
  // oxlint-disable-next-line typescript/no-implied-eval -- what is under test is text that is evaluated
  return new Function(`"use strict"; return (${code});`)();
}

/** Any text, lone surrogates and separators included. */
const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({
    unit: fc.constantFrom(
      '"',
      "'",
      "`",
      "$",
      "{",
      "}",
      "\\",
      "\u2028",
      "\u2029",
      "\n",
      "\r",
      "\ud800",
      "*/",
      "</",
      "😀",
    ),
  }),
);

test("a text literal evaluates to exactly its text, and stays on one line", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const literal = textLiteral(text);
      assert.equal(evaluate(literal), text);
      assert.doesNotMatch(literal, /[\n\r\u2028\u2029\u202a-\u202e\u2066-\u2069]/);
    }),
  );
});

test("a number literal reads back as the same number, minus zero too", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) =>
      assert.ok(Object.is(evaluate(numberLiteral(value)), value)),
    ),
  );
  assert.equal(numberLiteral(-0), "-0");
  assert.throws(() => numberLiteral(Number.NaN));
});

test("an integer beyond a double keeps all its digits", () => {
  assert.equal(
    JSON.stringify(evaluate(scalarLiteral(123456789012345678901234567890n))),
    "123456789012345678901234567890",
  );
});

test("a property key sets that property and nothing else, whatever it is called", () => {
  fc.assert(
    fc.property(
      fc.oneof(anyText, fc.constantFrom("__proto__", "constructor", "class", "00", "-0", "ключ")),
      (name) => {
        const object = evaluate(`{ ${propertyKey(name)}: 1 }`) as object;
        assert.deepEqual(Object.entries(object), [[name, 1]]);
        assert.equal(Object.getPrototypeOf(object), Object.prototype);
        assert.equal(evaluate(`((object) => object${access(name)})({ ${propertyKey(name)}: 2 })`), 2);
      },
    ),
  );
});

test("whatever a spec says, names are identifiers that strict TypeScript can declare", () => {
  fc.assert(
    fc.property(
      fc.oneof(anyText, fc.constantFrom("class", "await", "1c", "", "type", "undefined")),
      (name) => {
        for (const identifier of [camelCase(name), pascalCase(name), safe(name)]) {
          const source = ts.createSourceFile(
            "name.ts",
            `export const ${identifier} = 1; type ${pascalCase(name)} = 1;`,
            ts.ScriptTarget.ESNext,
          );
          assert.deepEqual(
            (source as unknown as { parseDiagnostics: unknown[] }).parseDiagnostics,
            [],
            identifier,
          );
        }
      },
    ),
  );
});

test("kebab-case becomes camelCase and PascalCase", () => {
  assert.equal(camelCase("take-web-order"), "takeWebOrder");
  assert.equal(camelCase("order-2"), "order2");
  assert.equal(pascalCase("sales-order-reference"), "SalesOrderReference");
  assert.equal(camelCase("delete"), "delete_");
});

test("a scope gives each name once", () => {
  const scope = new Scope(["order"]);
  assert.deepEqual(
    [scope.declare("order"), scope.declare("order"), scope.declare("posting")],
    ["order_2", "order_3", "posting"],
  );
});

test("a file name never leaves its folder", () => {
  assert.equal(fileName("take-web-order"), "take-web-order");
  for (const name of ["../x", "a/b", ".", "..", "", "a\\b", "a\u0000b"])
    assert.doesNotMatch(fileName(name), /^\.|[/\\\0]|^$/);
});

test("a comment cannot be ended by its text", () => {
  fc.assert(
    fc.property(anyText, (text) => assert.doesNotMatch(commentText(text), /\*\/|[\n\r\u2028\u2029]/)),
  );
});
