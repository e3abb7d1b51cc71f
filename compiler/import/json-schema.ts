import { collectDiagnostics } from "../diagnostics/collector.ts";
import { textOf } from "../schema/data.ts";
import { readSchema } from "../schema/index.ts";
import { isBroken, resourceOf } from "../schema/resource.ts";
import { entryOf, type YamlNode } from "../source/node.ts";
import { positionAt } from "../source/source.ts";
import { pascalCase } from "../spelling/names.ts";
import { type Imported, type NamedText, notImported } from "./imported.ts";
import { firstSentence, kebabCase, yamlComment, yamlText } from "./spec-text.ts";

/** A Contract that speaks a JSON Schema, whose file is kept as it is so that the next version can replace it. */
export function importJsonSchema(document: NamedText, options: { readonly name?: string } = {}): Imported {
  const ending = /\.ya?ml$/.test(document.name) ? ".yaml" : ".json";
  const name = kebabCase(
    options.name ?? (document.name.split("/").at(-1) ?? "").replace(/(?:\.schema)?\.[^.]*$/, ""),
  );
  const path = `schemas/${name}${ending}`;
  const file = { path, text: document.text };
  const tree = resourceOf(file);
  if (isBroken(tree)) return notImported(`${document.name} cannot be read: ${tree.message}`);
  if (tree.type !== "map") return notImported(`${document.name} is no JSON Schema: it is not an object.`);
  const result = readSchema(
    { node: tree, file: path, rootName: pascalCase(name) },
    { sources: new Map([[path, file]]), contract: () => undefined },
  );
  const collector = collectDiagnostics();
  collector.diagnostics.push(...result.diagnostics);
  const notes = collector.diagnostics.map(
    ({ span, message, help }) =>
      `${span.file}:${positionAt(file, span.start).line}: ${message}${help === undefined ? "" : ` ${help}`}`,
  );
  return {
    files: new Map([
      [`${name}.yaml`, contractText(name, path, tree)],
      [path, document.text],
    ]),
    notes,
  };
}

function contractText(name: string, path: string, tree: YamlNode): string {
  const described = textOf(entryOf(tree, "description")?.value) ?? textOf(entryOf(tree, "title")?.value);
  const description = described === undefined ? "" : `, description: ${yamlText(firstSentence(described))}`;
  return `${[
    yamlComment(
      `From ${path}. Say whose it is (domain) and what identifies one (key), and it is ready to be active.`,
    ),
    "apiVersion: waybill.dev/v1",
    "kind: Contract",
    `metadata: { name: ${name}${description} }`,
    "spec:",
    "  version: 1.0.0",
    "  lifecycle: draft",
    "  compatibility: backward",
    "  # key: [id]",
    "  schema:",
    `    $ref: ${path}`,
  ].join("\n")}\n`;
}
