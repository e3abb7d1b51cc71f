import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { libraryFunctions } from "../../../compiler/expressions/library.generated.ts";
import * as library from "../../../runtime/library/index.ts";
import { generateLibrary } from "../../../scripts/generate-library.ts";

test("what the checker declares and what the reference says is what the library's source says", () => {
  for (const [path, text] of generateLibrary()) {
    assert.equal(
      readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8"),
      text,
      `${path} has drifted: npm run generate`,
    );
  }
});

test("every declared function exists at run time", () => {
  const exported: Readonly<Record<string, unknown>> = { ...library };
  for (const { name } of libraryFunctions) assert.equal(typeof exported[name], "function", name);
});
