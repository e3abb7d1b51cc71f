import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import ts from "typescript";
import { readJson } from "../../../compiler/schema/json-source.ts";
import { printTypes } from "../../../compiler/schema/print-types.ts";
import { isBroken, resourceOf } from "../../../compiler/schema/resource.ts";
import { sampleOf } from "../../../compiler/schema/sample.ts";
import { validatorCompiler } from "../../../compiler/schema/validator/index.ts";
import { brokenSchemas, schemas } from "./arbitrary.ts";
import { planSchema, readData, readText, validatorOf } from "./reading.ts";

const complete = (schema: object) => ({
  ...schema,
  $defs: {
    Other: { type: "object", properties: { next: { $ref: "#/$defs/Other" }, code: { type: "string" } } },
  },
});

test("a sample is valid for its schema", () => {
  fc.assert(
    fc.property(schemas, (schema) => {
      const { output, diagnostics } = readData(complete(schema));
      assert.deepEqual(diagnostics, []);
      const accepts = validatorOf(output);
      const sample = sampleOf(output);
      assert.ok(accepts(JSON.parse(JSON.stringify(sample))), JSON.stringify(sample));
    }),
    { numRuns: 200 },
  );
});

test("what is valid is of the printed type", () => {
  const runtime =
    "type Integer = number; type Decimal = string | number; type Instant = string; interface Money<C extends string = string> { readonly amount: Decimal; readonly currency: C }\ntype Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };\n";
  const modules = fc.sample(schemas, { numRuns: 60, seed: 21 }).map((schema, index) => {
    // To TypeScript every object has these two, of types of their own.
    const text = JSON.stringify(complete(schema))
      .replaceAll("constructor", "konstruktor")
      .replaceAll("toString", "tuString");
    const set = readText(text).output;
    const sample = JSON.stringify(sampleOf(set))
      .replaceAll('"__proto__":', '["__proto__"]:')
      .replaceAll("\u2028", "\\u2028");
    return `export namespace n${index} {\n${printTypes([planSchema(set)]).text}\nexport const sample: Order = ${sample};\n}\n`;
  });
  assert.deepEqual(typeErrors(runtime + modules.join("")), []);
});

test("no schema, however broken, is more than a diagnostic, and what passes compiles", () => {
  const compile = validatorCompiler();
  fc.assert(
    fc.property(brokenSchemas, (schema) => {
      const { output, diagnostics } = readData(schema);
      if (diagnostics.some(({ severity }) => severity === "error")) return;
      compile([planSchema(output)]);
      printTypes([planSchema(output)]);
      sampleOf(output);
    }),
    { numRuns: 500 },
  );
});

test("JSON is read as JSON.parse reads it, also where it is broken", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.json(),
        fc
          .tuple(fc.json(), fc.nat(), fc.string({ maxLength: 2 }))
          .map(
            ([json, at, noise]) =>
              json.slice(0, at % (json.length + 1)) + noise + json.slice(at % (json.length + 1)),
          ),
      ),
      (text) => {
        let sound = true;
        try {
          JSON.parse(text);
        } catch {
          sound = false;
        }
        assert.equal("type" in readJson({ path: "a.json", text }), sound, text);
      },
    ),
    { numRuns: 500 },
  );
});

test("anchors that multiply and lists that nest do not hang it", () => {
  const lines = ["a: &a0 { type: string }"];
  for (let level = 1; level < 30; level++)
    lines.push(`b${level}: &a${level} { oneOf: [*a${level - 1}, *a${level - 1}] }`);
  const text = `$defs:\n${lines.map((line) => `  ${line}`).join("\n")}\nanyOf: [*a29]\n`;
  const file = { path: "bomb.yaml", text };
  if (!isBroken(resourceOf(file)))
    assert.ok(
      readData({ $ref: "bomb.yaml" }, { "bomb.yaml": text }).diagnostics.some(
        ({ code }) => code === "WB2108",
      ),
    );
  assert.ok(isBroken(resourceOf({ path: "deep.json", text: "[".repeat(100_000) })));
});

function typeErrors(text: string): string[] {
  const source = ts.createSourceFile("all.ts", text, ts.ScriptTarget.ESNext);
  const host = ts.createCompilerHost({});
  const getSourceFile = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) => (name === "all.ts" ? source : getSourceFile(name, ...rest));
  const program = ts.createProgram(
    ["all.ts"],
    {
      strict: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
      types: [],
      lib: ["lib.esnext.d.ts"],
      target: ts.ScriptTarget.ESNext,
      skipLibCheck: true,
    },
    host,
  );
  return ts
    .getPreEmitDiagnostics(program)
    .map(
      ({ messageText, start = 0 }) =>
        `${ts.flattenDiagnosticMessageText(messageText, "\n")} at ${text.slice(start, start + 80)}`,
    );
}
