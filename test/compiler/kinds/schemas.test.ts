import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import { kinds } from "../../../compiler/kinds/index.ts";
import { exampleOf, schemaFiles } from "../../../scripts/generate-schemas.ts";
import { compile } from "./compile.ts";

type Schema = Readonly<Record<string, unknown>>;

test("kinds stand in the order of their names, each once", () => {
  const names = kinds.map(({ name }) => name);
  assert.deepEqual(names, [...new Set(names)].sort());
});

test("each kind's schema is JSON Schema 2020-12", () => {
  const ajv = new Ajv2020({ strict: false });
  for (const { schema } of kinds) assert.ok(ajv.compile(schema));
});

test("everything that a document can say is described", () => {
  for (const kind of kinds) assert.deepEqual(undescribed(kind.schema, kind.name), []);
});

test("published schemas and reference pages are as the kinds' schemas have them", () => {
  for (const [path, text] of schemaFiles())
    assert.equal(readFileSync(path, "utf8"), text, `${path}: npm run generate`);
});

test("the examples of all kinds are one estate, without a diagnostic", () => {
  const examples = kinds.map((kind) => [`${kind.name}.yaml`, exampleOf(kind)] as const);
  const module = `import { divide, type Decimal } from "waybill/runtime";

export default function spreadDiscount(input: { readonly total: Decimal; readonly parts: number }): readonly Decimal[] {
  const part = divide(input.total, input.parts, 2, "halfUp");
  return Array.from({ length: input.parts }, () => part);
}
`;
  const files = { ...Object.fromEntries(examples), "spread-discount.ts": module };
  const { diagnostics } = compile(files, { bare: true });
  assert.deepEqual(
    // That not all of them are used is a notice.
    diagnostics
      .filter(({ severity }) => severity !== "info")
      .map(({ code, message }) => `${code} ${message}`),
    [],
  );
});

function undescribed(schema: Schema, path: string): readonly string[] {
  const missing: string[] = [];
  const properties = Object.entries((schema["properties"] ?? {}) as Readonly<Record<string, Schema>>);
  for (const [name, property] of properties) {
    if (typeof property["description"] !== "string") missing.push(`${path}.${name}`);
    missing.push(...undescribed(property, `${path}.${name}`));
  }
  for (const word of ["items", "additionalProperties"]) {
    const inner = schema[word];
    if (typeof inner === "object" && inner !== null)
      missing.push(...undescribed(inner as Schema, `${path}.${word}`));
  }
  return missing;
}
