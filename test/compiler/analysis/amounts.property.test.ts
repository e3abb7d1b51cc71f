import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { evaluate } from "../../../compiler/analysis/flow/evaluate.ts";
import type { Scope } from "../../../compiler/analysis/flow/scope.ts";
import { highest, isAmount, lowest, placesOf } from "../../../compiler/analysis/flow/shapes.ts";
import { plain, type Value } from "../../../compiler/analysis/flow/value.ts";
import { parseExpression } from "../../../compiler/expressions/syntax.ts";
import { absolute, add, maximum, minimum, negate, round, subtract } from "../../../runtime/library/index.ts";

/** A field `a` or `b` of cents between two bounds, and an amount that it may have. */
const field = fc
  .array(fc.integer({ min: -100_000, max: 100_000 }), { minLength: 3, maxLength: 3 })
  .map((cents) => cents.toSorted((one, other) => one - other).map((each) => each / 100))
  .map(([low = 0, amount = 0, high = 0]) => ({ low, amount: amount.toFixed(2), high }));

const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom("a", "b"),
    fc
      .tuple(fc.constantFrom("add", "subtract", "minimum", "maximum"), tie("expression"), tie("expression"))
      .map(([name, left, right]) => `${name}(${left}, ${right})`),
    fc.tuple(fc.constantFrom("negate", "absolute"), tie("expression")).map(([name, of]) => `${name}(${of})`),
    fc
      .tuple(
        tie("expression"),
        fc.integer({ min: 0, max: 3 }),
        fc.constantFrom("halfUp", "halfEven", "up", "down"),
      )
      .map(([of, places, mode]) => `round(${of}, ${places}, "${mode}")`),
  ),
}));

const library = { absolute, add, maximum, minimum, negate, round, subtract };

function known(text: string, values: Readonly<Record<string, Value>>): Value {
  const parsed = parseExpression(text).parsed;
  assert.ok(parsed);
  const scope: Scope = {
    evaluate,
    names: (name) => values[name],
    note: () => undefined,
    operand: () => undefined,
    call: () => undefined,
    text: (node) => node.getText(parsed.file),
  };
  return evaluate(parsed.tree, scope);
}

test("what is known of an amount without running anything is true of the amount that the library computes", () => {
  fc.assert(
    fc.property(expression, field, field, (text, a, b) => {
      const valueOf = ({ low, high }: typeof a) =>
        plain({ kind: "decimal", wire: "text", minimum: low, maximum: high, places: 2 });
      const { shape } = known(text, { a: valueOf(a), b: valueOf(b) });
      // The text is made here, of names and numbers.
      // oxlint-disable-next-line typescript/no-implied-eval
      const compute = new Function("a", "b", ...Object.keys(library), `return String(${text});`);
      const amount = String(compute(a.amount, b.amount, ...Object.values(library)));
      assert.ok(isAmount(shape));
      const [low = -Infinity, high = Infinity, places = Infinity] = [
        lowest(shape),
        highest(shape),
        placesOf(shape),
      ];
      // Bounds are doubles: sums of cents are off by less than this.
      assert.ok(
        Number(amount) >= low - 1e-6 && Number(amount) <= high + 1e-6,
        `${amount} in ${low}..${high}`,
      );
      assert.ok(
        (amount.split(".")[1] ?? "").replace(/0+$/, "").length <= places,
        `${amount}, ${places} places`,
      );
    }),
    { numRuns: 500 },
  );
});
