import { extname } from "node:path";
import { collectDiagnostics } from "../diagnostics/collector.ts";
import type { YamlNode } from "../source/node.ts";
import type { SourceFile } from "../source/source.ts";
import { readYaml } from "../yaml/read.ts";
import { type JsonError, readJson } from "./json-source.ts";

const read = new WeakMap<SourceFile, YamlNode | JsonError>();

/** The tree of a schema file or an OpenAPI document; read once for a source file, however many schemas refer to it. */
export function resourceOf(file: SourceFile): YamlNode | JsonError {
  const known = read.get(file);
  if (known) return known;
  const tree = extname(file.path) === ".json" ? readJson(file) : firstDocument(file);
  read.set(file, tree);
  return tree;
}

export function isBroken(tree: YamlNode | JsonError): tree is JsonError {
  return !("type" in tree);
}

function firstDocument(file: SourceFile): YamlNode | JsonError {
  const collector = collectDiagnostics();
  const [document] = readYaml(file, collector);
  const error = collector.diagnostics.find(({ severity }) => severity === "error");
  if (error) return { message: error.message, offset: error.span.start };
  return document?.node ?? { message: "There is nothing in this file.", offset: 0 };
}
