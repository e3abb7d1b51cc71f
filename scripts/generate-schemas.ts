/**
 * Writes what is published of each kind from its one schema: `docs/schemas/<kind>.json` for editors, and the reference page
 * `docs/reference/kinds/<kind>.md` from the schema's descriptions and the kind's `example.yaml`. `docs/schemas/waybill.json` is
 * all of them, told apart by `kind`. `docs/schemas/manifest.json` is what a build says of itself.
 */
import { readFileSync } from "node:fs";
import { kinds } from "../compiler/kinds/index.ts";
import type { KindDefinition } from "../compiler/kinds/kind.ts";
import { manifestSchema } from "../compiler/manifest/schema.ts";
import { referencePage } from "./reference-page.ts";

/** Files by path, relative to the repository. */
export function schemaFiles(): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const kind of kinds) {
    const name = kind.name.toLowerCase();
    files.set(`docs/schemas/${name}.json`, json(kind.schema));
    files.set(`docs/reference/kinds/${name}.md`, referencePage(kind, exampleOf(kind)));
  }
  files.set("docs/schemas/waybill.json", json(anyKind(kinds)));
  files.set("docs/schemas/manifest.json", json(manifestSchema));
  files.set("docs/reference/kinds/index.md", indexPage(kinds));
  return files;
}

export function exampleOf(kind: KindDefinition): string {
  return readFileSync(
    new URL(`../compiler/kinds/${kind.name.toLowerCase()}/example.yaml`, import.meta.url),
    "utf8",
  );
}

function json(schema: unknown): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}

function anyKind(published: readonly KindDefinition[]): unknown {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: "https://waybill.dev/schemas/waybill.json",
    title: "Waybill",
    description: "A document of any kind.",
    type: "object",
    required: ["kind"],
    properties: { kind: { enum: published.map(({ name }) => name) } },
    allOf: published.map(({ name }) => ({
      if: { properties: { kind: { const: name } } },
      // oxlint-disable-next-line unicorn/no-thenable -- JSON Schema's own word, in data that nobody awaits
      then: { $ref: `${name.toLowerCase()}.json` },
    })),
  };
}

function indexPage(published: readonly KindDefinition[]): string {
  const lines = published.map(
    ({ name, schema }) => `| [${name}](${name.toLowerCase()}.md) | ${String(schema["description"])} |`,
  );
  return [
    "# Kinds of documents",
    "",
    "Generated from the kinds' schemas.",
    "",
    "| kind | says |",
    "|---|---|",
    ...lines,
    "",
  ].join("\n");
}
