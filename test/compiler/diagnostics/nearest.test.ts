import assert from "node:assert/strict";
import { test } from "node:test";
import { nearest } from "../../../compiler/diagnostics/nearest.ts";

test("one slip finds the word: a letter left out, added, changed, or two swapped, in any case", () => {
  for (const slip of ["retr", "retryy", "retrx", "rtery", "Retry"])
    assert.equal(nearest(slip, ["timeout", "retry"]), "retry");
});

test("another word is no near miss, and nor is the word itself", () => {
  assert.equal(nearest("owner", ["timeout", "retry"]), undefined);
  assert.equal(nearest("retry", ["retry"]), undefined);
  assert.equal(nearest("a", []), undefined);
});

test("of two that are as near, the first by its letters", () => {
  assert.equal(nearest("bat", ["hat", "cat"]), "cat");
});
