import assert from "node:assert/strict";
import { test } from "node:test";
import { createChecker } from "../../../compiler/expressions/index.ts";
import { compileSources } from "../../../compiler/passes/index.ts";
import { load } from "../../../compiler/passes/load/index.ts";
import type { Sources } from "../../../compiler/source/source.ts";
import { mistakes } from "./lindqvist.mistakes.ts";

const estate: Sources = load("test/compiler/corpus/lindqvist").output;
const checker = createChecker();

/** Code, line, and the file where it is not the one that was changed. */
function told(changed: string, sources: Sources): readonly string[] {
  const { diagnostics } = compileSources(sources, { until: "lint", today: "2026-11-26", checker });
  return diagnostics
    .filter(({ severity }) => severity !== "info")
    .map(({ code, span }) => {
      const line = sources.get(span.file)?.text.slice(0, span.start).split("\n").length ?? 0;
      return `${code} ${line}${span.file === changed ? "" : ` ${span.file}`}`;
    })
    .sort();
}

test("of an estate of vendors that no rule was written for, nothing is told", () => {
  assert.deepEqual(told("", estate), []);
});

for (const [file, right, wrong, ...expected] of mistakes) {
  test(`${file}: ${JSON.stringify(wrong)} for ${JSON.stringify(right)} is told where it is`, () => {
    const text = estate.get(file)?.text ?? "";
    assert.ok(text.includes(right), "the estate still says what is right");
    const sources = new Map(estate).set(file, { path: file, text: text.replace(right, () => wrong) });
    assert.deepEqual(told(file, sources), [...expected].sort());
  });
}
