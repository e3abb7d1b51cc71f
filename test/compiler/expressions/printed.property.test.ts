import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import type { CheckStatement } from "../../../compiler/expressions/check.ts";
import { checkExpressions } from "../../../compiler/expressions/index.ts";
import * as library from "../../../runtime/library/index.ts";
import { scalar, sourcesOf } from "./build.ts";

/** An expression as its author writes it, and what it means, said without the compiler. */
interface Meaning<T> {
  readonly text: string;
  readonly value: T;
}

const source = {
  n: 7,
  m: -3,
  name: "Bob",
  blank: "",
  yes: true,
  no: false,
  none: null,
  list: [3, 1, 2],
  price: "19.90",
};
const types =
  "declare namespace t { interface Source { readonly n: Integer; readonly m: Integer; readonly name: string; readonly blank: string; readonly yes: boolean; readonly no: boolean; readonly none?: string | null; readonly list: readonly Integer[]; readonly price: Decimal } }";

const hostile = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.constantFrom(
    "`${1}`",
    "\\",
    "'\"",
    "\u2028\u2029",
    "${",
    "*/",
    "</script>",
    "\r\n",
    "__proto__",
    "\ud800",
    "😀",
  ),
);

const { number, text, truth } = fc.letrec<{
  number: Meaning<number>;
  text: Meaning<string>;
  truth: Meaning<boolean>;
}>((tie) => ({
  number: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom<Meaning<number>>(
      { text: "source.n", value: 7 },
      { text: "source.m", value: -3 },
      { text: "source.list.length", value: 3 },
    ),
    fc.nat(1000).map((value) => ({ text: String(value), value })),
    fc.tuple(tie("number"), fc.constantFrom("+", "-", "*"), tie("number")).map(([a, operator, b]) => ({
      text: `(${a.text} ${operator} ${b.text})`,
      value: operator === "+" ? a.value + b.value : operator === "-" ? a.value - b.value : a.value * b.value,
    })),
    tie("number").map((a) => ({ text: `-(${a.text})`, value: -a.value })),
    fc.tuple(tie("truth"), tie("number"), tie("number")).map(([when, a, b]) => ({
      text: `(${when.text} ? ${a.text} : ${b.text})`,
      value: when.value ? a.value : b.value,
    })),
    tie("number").map((a) => ({
      text: `source.list.map(x => ({ v: x * ${a.text} })).filter((y, i) => i > 0).map(z => z.v).length`,
      value: 2,
    })),
    tie("number")
      .map((a) => ({ text: `first([${a.text}, 5]) ?? 0`, value: a.value }))
      .map((a) => ({ ...a, text: `(${a.text})` })),
  ),
  text: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom<Meaning<string>>(
      { text: "source.name", value: "Bob" },
      { text: "(source.none ?? 'none')", value: "none" },
      { text: 'source["name"]', value: "Bob" },
    ),
    hostile.map((value) => ({ text: JSON.stringify(value), value })),
    fc.tuple(hostile, tie("text"), tie("number")).map(([raw, a, b]) => ({
      text: `\`${raw.replaceAll("\\", "\\\\").replaceAll("`", "\\`").replaceAll("$", "\\$").replaceAll("\r", "\\r")}\${${a.text}}-\${${b.text}}\``,
      value: `${raw}${a.value}-${String(b.value)}`,
    })),
    tie("text").map((a) => ({ text: `upper(${a.text})`, value: a.value.toUpperCase() })),
    fc.tuple(tie("text"), tie("text")).map(([a, b]) => ({
      text: `join([${a.text}, source.none, ${b.text}], ",")`,
      value: `${a.value},${b.value}`,
    })),
    fc.tuple(tie("truth"), tie("text"), tie("text")).map(([when, a, b]) => ({
      text: `(${when.text} ? ${a.text} : ${b.text})`,
      value: when.value ? a.value : b.value,
    })),
  ),
  truth: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom<Meaning<boolean>>(
      { text: "source.yes", value: true },
      { text: "source.no", value: false },
      { text: "(source.none == null)", value: true },
      { text: "present(source.none)", value: false },
    ),
    fc.tuple(tie("number"), fc.boolean(), tie("number")).map(([a, orEqual, b]) => ({
      text: `(${a.text} ${orEqual ? "<=" : "<"} ${b.text})`,
      value: orEqual ? a.value <= b.value : a.value < b.value,
    })),
    // TypeScript's parser takes `a < (b > (c))` for type arguments, and refuses it: nothing in parentheses stands behind this one.
    fc.tuple(tie("number"), fc.boolean(), fc.nat(9)).map(([a, orEqual, b]) => ({
      text: `(${a.text} ${orEqual ? ">=" : ">"} ${b})`,
      value: orEqual ? a.value >= b : a.value > b,
    })),
    fc.tuple(tie("text"), fc.constantFrom("==", "!="), tie("text")).map(([a, operator, b]) => ({
      text: `(upper(${a.text}) ${operator} lower(${b.text}))`,
      value: (a.value.toUpperCase() === b.value.toLowerCase()) === (operator === "=="),
    })),
    tie("truth").map((a) => ({ text: `!${a.text}`, value: !a.value })),
    fc.tuple(tie("truth"), fc.constantFrom("&&", "||"), tie("truth")).map(([a, operator, b]) => ({
      text: `(${a.text} ${operator} ${b.text})`,
      value: operator === "&&" ? a.value && b.value : a.value || b.value,
    })),
  ),
}));

const names = Object.keys(library);
const values = Object.values(library);

/** Runs printed code, as a generated module would. */
function run(code: string): unknown {
  // oxlint-disable-next-line typescript/no-implied-eval -- printed code is run as a module would
  return new Function("source", ...names, `"use strict"; return (${code});`)(source, ...values);
}

function checked(texts: readonly string[]) {
  const statements: readonly CheckStatement[] = [
    { do: "declare", name: "source", type: "t.Source" },
    ...texts.map((each, index) => ({
      do: "expression" as const,
      id: String(index),
      node: scalar(`=${each}`),
    })),
  ];
  const { units, diagnostics } = checkExpressions([{ name: "unit", statements }], types, [], sourcesOf(""));
  return { found: units.get("unit") ?? new Map<string, never>(), diagnostics };
}

test("printed code means what its author wrote", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(number, text, truth), { minLength: 1, maxLength: 8 }), (expressions) => {
      const { found, diagnostics } = checked(expressions.map((one) => one.text));
      // Literals make some comparisons and conditions decided in advance, which is told and nothing else.
      for (const one of diagnostics) assert.equal(one.code, "WB2011", one.message);
      for (const [index, expression] of expressions.entries()) {
        const code = found.get(String(index))?.expression.code;
        if (code !== undefined)
          assert.deepEqual(run(code), expression.value, `${expression.text} became ${code}`);
      }
    }),
    { numRuns: 150 },
  );
});

const grammar = fc.array(
  fc.constantFrom(
    "source",
    ".",
    "name",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "=>",
    "?",
    "?.",
    "??",
    ":",
    ",",
    "'",
    '"',
    "`",
    "${",
    "+",
    "-",
    "/",
    "*",
    "==",
    "!",
    "1",
    "0",
    "null",
    "add",
    "sum",
    "source.list",
    ".map",
    "x",
    "...",
    "\n",
    "//",
    "/*",
    "*/",
    ";",
    "=",
    "as",
    "await",
    "new",
    "\\",
    "\0",
    "async",
    "let",
    "in",
    "<",
    ">",
    "#",
    "@",
    "😀",
  ),
  { maxLength: 25 },
);

test("no text makes the checker fail, leave its own place, or disturb its neighbours", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          grammar.map((parts) => parts.join("")),
          grammar.map((parts) => parts.join(" ")),
          fc.string({ unit: "binary" }),
        ),
        { maxLength: 20 },
      ),
      (texts) => {
        const { found, diagnostics } = checked([...texts, "source.name", "source.nope"]);
        assert.equal(found.get(String(texts.length))?.expression.code, "source.name");
        assert.ok(!found.has(String(texts.length + 1)));
        for (const [index, each] of texts.entries()) {
          const code = found.get(String(index))?.expression.code;
          if (code !== undefined)
            assert.doesNotThrow(
              // oxlint-disable-next-line typescript/no-implied-eval -- printed code is run as a module would
              () => new Function("source", ...names, `return (${code});`),
              `${each} became ${code}`,
            );
        }
        for (const { span } of diagnostics) assert.ok(span.start >= 0 && span.end >= span.start);
      },
    ),
    { numRuns: 150 },
  );
});
