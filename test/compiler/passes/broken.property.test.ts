import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { render } from "../../../compiler/diagnostics/render/index.ts";
import { createChecker } from "../../../compiler/expressions/index.ts";
import { type Compilation, compileSources } from "../../../compiler/passes/index.ts";
import { load } from "../../../compiler/passes/load/index.ts";
import type { Sources } from "../../../compiler/source/source.ts";

/** Milliseconds: far above what a busy machine needs, far below what anything quadratic takes. */
const soon = 10_000;

const checker = createChecker();
const estate = load("templates/init").output;
const started =
  "kind: Estate\nmetadata: { name: shop }\nspec:\n  domains: { orders: { owner: a, criticality: high }, warehouse: { owner: b, criticality: high } }\n  environments: { local: { engine: embedded } }\n";

/** Compiles, prints in every format, and holds that each place lies in its file. */
function survives(changes: Readonly<Record<string, string>>): Compilation {
  const files = { "estate.yaml": started, ...changes };
  const sources: Sources = new Map([
    ...estate,
    ...Object.entries(files).map(([path, text]) => [path, { path, text }] as const),
  ]);
  const begun = performance.now();
  const compilation = compileSources(sources, { until: "lint", today: "2026-11-24", checker });
  for (const { code, span } of compilation.diagnostics) {
    const length = sources.get(span.file)?.text.length ?? -1;
    assert.ok(
      span.start >= 0 && span.start <= span.end && span.end <= length,
      `${code} ${JSON.stringify(span)}`,
    );
  }
  for (const format of ["pretty", "json", "sarif", "junit", "github", "markdown"] as const)
    render(format, compilation.diagnostics, sources, { color: false });
  assert.ok(performance.now() - begun < soon, "in time");
  return compilation;
}

const specs = [...estate.values()].filter(
  ({ path }) => path.endsWith(".yaml") && !path.includes("examples/"),
);

const words = specs.flatMap(({ text }) => text.match(/[\w$-]+|=[^\n,}]+/g) ?? []);
const pieces = fc.oneof(
  fc.constantFrom(
    "",
    " ",
    "\n",
    "  ",
    ": ",
    "- ",
    "{",
    "}",
    "[",
    "]",
    "null",
    "~",
    "''",
    "=",
    "==",
    "=(",
    "{ }",
    "[ ]",
    "\t",
    "# ",
  ),
  fc.constantFrom(
    "constructor",
    "__proto__",
    "toString",
    "-1",
    "1e999",
    "99999999999999999999",
    "\u0000",
    "\ud800",
    "\u2028",
  ),
  fc.constantFrom(...words),
);

test("a spec with words cut out, put in or changed never crashes a pass", () => {
  const edit = fc.tuple(fc.nat(), fc.nat(30), pieces);
  fc.assert(
    fc.property(
      fc.constantFrom(...specs),
      fc.array(edit, { minLength: 1, maxLength: 4 }),
      ({ path, text }, edits) => {
        let changed = text;
        for (const [where, cut, piece] of edits) {
          const at = where % (changed.length + 1);
          changed = changed.slice(0, at) + piece + changed.slice(at + cut);
        }
        survives({ [path]: changed });
      },
    ),
    { numRuns: 150, interruptAfterTimeLimit: 60_000 },
  );
});

test("a spec with any value in any place never crashes a pass", () => {
  const value = fc.oneof(
    pieces,
    fc.constantFrom(
      "{ a: 1 }",
      "[1, [2]]",
      "{ $ref: order@1 }",
      "{ each: =x, fields: {} }",
      "{ match: =1 }",
      "=null",
      "=[]",
      "=({})",
    ),
  );
  fc.assert(
    fc.property(fc.constantFrom(...specs), fc.nat(), value, ({ path, text }, which, put) => {
      const places = [...text.matchAll(/: [^\n{[][^\n,}]*|: (?:\{[^{}]*\}|\[[^[\]]*\])/g)];
      const place = places[which % places.length];
      if (!place) return;
      survives({
        [path]: `${text.slice(0, place.index)}: ${put}${text.slice(place.index + place[0].length)}`,
      });
    }),
    { numRuns: 150, interruptAfterTimeLimit: 60_000 },
  );
});

test("a spec without any one of its lines never crashes a pass", () => {
  for (const { path, text } of specs) {
    const lines = text.split("\n");
    for (let at = 0; at < lines.length; at += 3) survives({ [path]: lines.toSpliced(at, 1).join("\n") });
  }
});

test("any bytes at all never crash a pass", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      const text = new TextDecoder().decode(bytes);
      survives({
        "a.yaml": text,
        "b.yaml": `kind: ${text}`,
        "c.yaml": `kind: Route\nmetadata: { name: c }\nspec: ${text}`,
      });
    }),
    { numRuns: 60 },
  );
});

test("a hundred thousand brackets, aliases of aliases and twenty thousand keys are told, not followed", () => {
  const bomb = Array.from(
    { length: 30 },
    (_, level) => `  a${level + 1}: &a${level + 1} [${`*a${level}, `.repeat(9)}*a${level}]`,
  );
  const told = (spec: string): readonly string[] =>
    survives({ "a.yaml": `kind: Policy\nmetadata: { name: a }\nspec:\n${spec}` }).diagnostics.map(
      ({ code }) => code,
    );
  assert.ok(told(`  x: ${"[".repeat(100_000)}\n`).includes("WB1016"));
  assert.ok(told(`  a0: &a0 [x]\n${bomb.join("\n")}\n`).includes("WB1015"));
  const keys = Array.from({ length: 20_000 }, (_, index) => `    k${index === 19_999 ? 7 : index}: 1`);
  const begun = performance.now();
  assert.ok(told(`  retry:\n${keys.join("\n")}\n`).includes("WB1012"));
  assert.ok(performance.now() - begun < 5000);
});

test("the names of documents that a slip swallowed are found in time, however long they are", () => {
  const lines = `${" ".repeat(60)}a: b\n`.repeat(2000);
  survives({
    "a.yaml": `kind: Policy\nmetadata:\n${lines}spec: [\n---\nkind: Policy\nmetadata: {${"a ".repeat(5000)}\n`,
  });
});
