import { entryOf, type YamlNode } from "../../source/node.ts";

/** Files that are never specs: what is not YAML, and what lies among schemas and examples. */
export function isResourcePath(path: string): boolean {
  return !/\.ya?ml$/.test(path) || /(?:^|\/)(?:schemas|examples)\//.test(path);
}

/** A cheap look before reading: without one of these words in it a file is no spec. */
export function mayBeSpec(text: string): boolean {
  return /\b(?:apiVersion|kind|metadata)\b/.test(text);
}

/** A file with a document that says a kind, or a version of a language, or has metadata and a spec, and is no OpenAPI document. */
export function isSpec(documents: readonly YamlNode[]): boolean {
  if (documents.some((document) => has(document, "openapi") || has(document, "swagger"))) return false;
  return documents.some(
    (document) =>
      has(document, "kind") ||
      has(document, "apiVersion") ||
      (has(document, "metadata") && has(document, "spec")),
  );
}

function has(document: YamlNode, key: string): boolean {
  return entryOf(document, key) !== undefined;
}
