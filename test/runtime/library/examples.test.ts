import assert from "node:assert/strict";
import { test } from "node:test";
import * as library from "../../../runtime/library/index.ts";
import { readLibrary } from "../../../scripts/generate-library.ts";

const names = Object.keys(library);
const values = Object.values(library);

/** Runs an example's text, which is this project's own source, with the library in scope. */
function evaluate(code: string): unknown {
  // oxlint-disable-next-line typescript/no-implied-eval -- the library's own examples
  return new Function(...names, `return (${code});`)(...values);
}

for (const { name, examples } of readLibrary().filter(({ internal }) => !internal)) {
  test(`${name} does what its examples say`, () => {
    assert.ok(examples.length > 0, `${name} has no example`);
    for (const { code, result } of examples) {
      if (result === "throws") assert.throws(() => evaluate(code), { name: "Failure" });
      else assert.deepEqual(wireForm(evaluate(code)), wireForm(evaluate(result)), `${code} // ${result}`);
    }
  });
}

/** As it would stand in a body: decimals are objects at run time, text on the wire. */
function wireForm(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

test("every function gives missing for a first argument that is missing", () => {
  const others = new Set([
    "present",
    "fail",
    "required",
    "decimalText",
    "jsonNumber",
    "lookup",
    "lookupRequired",
    "own",
    "omitMissing",
    "parseJson",
    "stringifyJson",
    "hasLongNumbers",
    "notPersonal",
  ]);
  for (const [name, value] of Object.entries(library)) {
    if (others.has(name) || typeof value !== "function") continue;
    const call = value as (...args: readonly unknown[]) => unknown; // the point is to call each with what its type forbids
    assert.equal(call(null, "1", "1", "1"), undefined, name);
    assert.equal(call(undefined, "1", "1", "1"), undefined, name);
  }
});
