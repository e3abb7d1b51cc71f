import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Ajv } from "ajv";
import formats from "ajv-formats";
import { readPage } from "../../../../compiler/diagnostics/page.ts";
import { render } from "../../../../compiler/diagnostics/render/index.ts";
import { compileSources } from "../../../../compiler/passes/index.ts";

// The schema of SARIF 2.1.0 is of JSON Schema draft 4, of which it uses nothing that later drafts read in another way.
const file = new URL("../../../fixtures/sarif/sarif-2.1.0-rtm.5.json", import.meta.url);
const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
formats.default(ajv);
const validate = ajv.compile(schema);

function errorsOf(text: string): readonly string[] {
  return validate(JSON.parse(text))
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const hostile = `kind: Contrat
metadata: { name: "a \\u0000 <b> %" }
`;

for (const code of ["WB1102", "WB1202", "WB2203", "WB3304", "WB3705"])
  test(`what check says in sarif of the failing example of ${code} is valid by the published schema`, () => {
    const page = readPage(
      readFileSync(new URL(`../../../../docs/diagnostics/${code}.md`, import.meta.url), "utf8"),
    );
    const sources = new Map(Object.entries(page.fails).map(([path, text]) => [path, { path, text }]));
    const { diagnostics } = compileSources(sources, { until: "lint", today: "2026-11-24" });
    assert.ok(diagnostics.some((each) => each.code === code));
    assert.deepEqual(errorsOf(render("sarif", diagnostics, sources, { color: false })), []);
  });

test("no diagnostics, and a path and a text that are anything, are valid too", () => {
  assert.deepEqual(errorsOf(render("sarif", [], new Map(), { color: false })), []);
  const path = "a b/ü%#?.yaml";
  const sources = new Map([[path, { path, text: hostile }]]);
  const { diagnostics } = compileSources(sources, { until: "lint" });
  assert.ok(diagnostics.length > 0);
  assert.deepEqual(errorsOf(render("sarif", diagnostics, sources, { color: false })), []);
});

test("the schema refuses what is not sarif", () => {
  assert.notDeepEqual(errorsOf('{ "version": "2.0.0", "runs": [] }'), []);
});
