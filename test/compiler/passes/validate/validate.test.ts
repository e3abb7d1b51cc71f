import assert from "node:assert/strict";
import { test } from "node:test";
import type { KindDefinition } from "../../../../compiler/kinds/kind.ts";
import { parse } from "../../../../compiler/passes/parse/index.ts";
import { validate } from "../../../../compiler/passes/validate/index.ts";
import { positionAt } from "../../../../compiler/source/source.ts";

/** A kind with one of everything that a schema can want. */
const sample: KindDefinition = {
  name: "Sample",
  schema: {
    type: "object",
    additionalProperties: false,
    required: ["kind", "metadata", "spec"],
    properties: {
      apiVersion: { const: "waybill.dev/v1" },
      kind: { const: "Sample" },
      metadata: {
        type: "object",
        required: ["name"],
        properties: { name: { type: "string", pattern: "^[a-z-]+$", "x-error": "a kebab-case name" } },
      },
      spec: {
        type: "object",
        additionalProperties: false,
        required: ["text"],
        properties: {
          text: { type: "string" },
          count: { type: "integer", minimum: 1 },
          flag: { type: "boolean" },
          word: { enum: ["first", "second"] },
          status: { anyOf: [{ type: "integer" }, { enum: ["timeout", "reset"] }] },
          raw: { "x-waybill": "value" },
          names: {
            type: "object",
            propertyNames: { pattern: "^[a-z]+$", "x-error": "a small word" },
            additionalProperties: { type: "string" },
          },
          steps: { type: "array", items: { $ref: "#/$defs/step" } },
        },
      },
    },
    $defs: {
      step: {
        anyOf: [
          {
            type: "object",
            additionalProperties: false,
            required: ["call"],
            properties: {
              call: { type: "string" },
              steps: { type: "array", items: { $ref: "#/$defs/step" } },
            },
          },
          {
            type: "object",
            additionalProperties: false,
            required: ["end"],
            properties: { end: { type: "string" } },
          },
        ],
      },
    },
  },
};

function run(spec: string) {
  const text = `kind: Sample\nmetadata: { name: a }\nspec:\n${spec}`;
  const file = { path: "spec.yaml", text };
  const { output, diagnostics } = validate(parse(new Map([[file.path, file]])).output.documents, [sample]);
  const told = diagnostics.map(({ code, span }) => {
    const { line, column } = positionAt(file, span.start);
    return `${code} ${line}:${column} ${text.slice(span.start, span.end)}`;
  });
  return { document: output[0], diagnostics, told, text };
}

test("text is read from source text where text is wanted, numbers and booleans where they are", () => {
  const { document, told } = run("  text: 00\n  count: 12\n  flag: true\n  word: first\n  status: 503\n");
  assert.deepEqual(told, []);
  assert.deepEqual(document?.spec, { text: "00", count: 12, flag: true, word: "first", status: 503 });
  for (const text of ["2.10", "12345678901234567890", "2026-11-24", "yes", "true", "null", "1e3"]) {
    assert.deepEqual(run(`  text: ${text}\n`).document?.spec, { text });
  }
});

test("what the schema leaves open stays a node", () => {
  const { document } = run("  text: a\n  raw: { b: [1] }\n");
  const { raw } = (document?.spec ?? {}) as { raw?: { type: string } };
  assert.equal(raw?.type, "map");
});

test("every piece of data knows the place it was read from", () => {
  const { document, text } = run("  text: abc\n  steps:\n    - { call: first }\n    - { end: done }\n");
  const spec = document?.spec as { steps: { end?: string }[] };
  const shown = (span: { start: number; end: number } | undefined) => text.slice(span?.start, span?.end);
  assert.equal(shown(document?.spanOf(spec, "text")), "abc");
  assert.equal(shown(document?.keySpan(spec, "text")), "text");
  assert.equal(shown(document?.spanOf(spec.steps, 1)), "{ end: done }");
  assert.equal(shown(document?.spanOf(spec.steps[1] ?? {}, "end")), "done");
  assert.equal(document?.nodeOf(spec.steps).type, "list");
});

test("each error of a shape is told at its own place", () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ["  text: a\n  cuont: 1\n", ["WB1104 5:3 cuont"]],
    ["  tex: a\n", ["WB1104 4:3 tex"]],
    ["  count: 1\n", ["WB1105 4:3 count"]],
    ["  text: [a]\n", ["WB1106 4:9 [a]"]],
    ["  text:\n", ["WB1106 4:8 "]],
    ["  text: a\n  count: many\n", ["WB1106 5:10 many"]],
    ["  text: a\n  count: 0\n", ["WB1109 5:10 0"]],
    ["  text: a\n  flag: yes\n", ["WB1106 5:9 yes"]],
    ["  text: a\n  word: frist\n", ["WB1107 5:9 frist"]],
    ["  text: a\n  names: { A: b }\n", ["WB1108 5:12 A"]],
    ["  text: a\n  status: timeuot\n", ["WB1106 5:11 timeuot"]],
  ];
  for (const [spec, told] of cases) assert.deepEqual(run(spec).told, told, spec);
});

test("of alternatives only the one that was meant is told, also deep in others", () => {
  assert.deepEqual(run("  text: a\n  steps: [{ call: [b] }]\n").told, ["WB1106 5:19 [b]"]);
  assert.deepEqual(run("  text: a\n  steps: [{ call: b, steps: [{ call: c, ned: d }] }]\n").told.length, 1);
  assert.deepEqual(run("  text: a\n  steps: [{ call: b, steps: [{ end: 1 }, { end: [c] }] }]\n").told, [
    "WB1106 5:49 [c]",
  ]);
});

test("a near miss is suggested with its fix", () => {
  const { diagnostics } = run("  text: a\n  word: frist\n  cuont: 1\n");
  assert.deepEqual(diagnostics.map(({ help, fix }) => `${help} ${fix?.edits[0]?.text}`).sort(), [
    "Did you mean `count`? count",
    "Did you mean `first`? first",
  ]);
});

test("one run tells all errors of all documents, and the good ones go on", () => {
  const text =
    "kind: Sampel\nmetadata: { name: a }\nspec: {}\n---\nkind: Sample\nmetadata: { name: B }\nspec: {}\n---\nkind: Sample\nmetadata: { name: c }\nspec: { text: d }\n";
  const { output, diagnostics } = validate(
    parse(new Map([["s.yaml", { path: "s.yaml", text }]])).output.documents,
    [sample],
  );
  assert.deepEqual(diagnostics.map(({ code }) => code).sort(), ["WB1102", "WB1105", "WB1108"]);
  assert.deepEqual(
    output.map(({ metadata }) => metadata.name),
    ["c"],
  );
});

test("a property called __proto__ is a property like any other", () => {
  assert.deepEqual(run("  text: a\n  __proto__: { flag: true }\n").told, ["WB1104 5:3 __proto__"]);
});
