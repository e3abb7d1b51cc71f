import assert from "node:assert/strict";
import { test } from "node:test";
import { createChecker } from "../../../compiler/expressions/index.ts";
import { compileSources } from "../../../compiler/passes/index.ts";
import { load } from "../../../compiler/passes/load/index.ts";
import type { Sources } from "../../../compiler/source/source.ts";
import { estates } from "./estates.ts";

const checker = createChecker();

/** Code, line, and the file where it is not the one that was changed. */
function told(sources: Sources, changed = ""): readonly string[] {
  const { diagnostics } = compileSources(sources, { until: "lint", today: "2026-11-26", checker });
  return diagnostics
    .filter(({ severity }) => severity !== "info")
    .map(({ code, span }) => {
      const line = sources.get(span.file)?.text.slice(0, span.start).split("\n").length ?? 0;
      return `${code} ${line}${span.file === changed ? "" : ` ${span.file}`}`;
    })
    .sort();
}

function changed(estate: Sources, file: string, was: string, is: string): Sources {
  const text = estate.get(file)?.text ?? "";
  assert.ok(text.includes(was), `${file} still says ${was}`);
  return new Map(estate).set(file, { path: file, text: text.replace(was, () => is) });
}

for (const { name, mistakes, variants, several, unfound } of estates) {
  const estate: Sources = load(`test/compiler/corpus/${name}`).output;

  test(`of ${name}, an estate of vendors that no rule was written for, nothing is told`, () => {
    assert.deepEqual(told(estate), []);
  });

  for (const [file, right, wrong, ...expected] of mistakes)
    test(`${name}/${file}: ${JSON.stringify(wrong)} for ${JSON.stringify(right)} is told where it is`, () => {
      assert.deepEqual(told(changed(estate, file, right, wrong), file), [...expected].sort());
    });

  for (const [file, edits, ...expected] of several)
    test(`${name}/${file}: ${edits.length} mistakes at once are all told: ${edits.map(([, wrong]) => JSON.stringify(wrong)).join(", ")}`, () => {
      const wrong = edits.reduce((sources, [was, is]) => changed(sources, file, was, is), estate);
      const found = told(wrong, file);
      assert.deepEqual(
        expected.filter((one) => !found.includes(one)),
        [],
      );
    });

  for (const [file, right, wrong] of unfound)
    test(`${name}/${file}: ${JSON.stringify(wrong)} for ${JSON.stringify(right)} is a mistake that nothing tells`, () => {
      assert.deepEqual(told(changed(estate, file, right, wrong), file), []);
    });

  for (const [file, was, is] of variants)
    test(`${name}/${file}: ${JSON.stringify(is)} for ${JSON.stringify(was)} is right too, and nothing is told`, () => {
      assert.deepEqual(told(changed(estate, file, was, is), file), []);
    });
}
