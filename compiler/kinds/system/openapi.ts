import { isBroken, resourceOf } from "../../schema/resource.ts";
import { entryOf, type YamlNode } from "../../source/node.ts";
import type { SourceFile, Span } from "../../source/source.ts";
import { camelCase } from "../../spelling/names.ts";
import type { SpecDocument } from "../document.ts";
import { fileBeside } from "../files.ts";
import type { LinkContext } from "../kind.ts";
import { type DescribedOperation, pointerStep, takeOperation } from "./openapi-operation.ts";
import type { OperationSpec, SystemSpec } from "./spec.ts";

export interface TakenOperation {
  readonly name: string;
  readonly spec: OperationSpec;
  readonly span: Span;
}

const methods = ["get", "post", "put", "patch", "delete", "head"] as const;

/** Operations that a system takes from its vendor's OpenAPI document (3.0 or 3.1), as if they were written in the spec. */
export function openapiOperations(
  document: SpecDocument<SystemSpec>,
  context: LinkContext,
): readonly TakenOperation[] {
  const { openapi } = document.spec;
  if (!openapi) return [];
  const span = document.spanOf(openapi, "document");
  const file = fileBeside(openapi.document, document.file, span, context);
  const root = file && readDocument(file, span, context);
  if (!file || !root) return [];
  const described = describedOperations(root);
  return openapi.operations.flatMap((wanted, index) => {
    const found = described.get(wanted) ?? [...described.values()].find(({ id }) => camelCase(id) === wanted);
    if (!found) {
      context.names.unknown(
        `operation of "${file.path}"`,
        wanted,
        described.keys(),
        document.spanOf(openapi.operations, index),
      );
      return [];
    }
    const spec = takeOperation(found, root, file, context);
    return spec ? [{ name: camelCase(wanted), spec, span: found.span }] : [];
  });
}

function readDocument(file: SourceFile, span: Span, context: LinkContext): YamlNode | undefined {
  const tree = resourceOf(file);
  if (!isBroken(tree)) return tree;
  const place = { file: file.path, start: tree.offset, end: tree.offset + 1 };
  context.reporter.report("WB2408", place, `"${file.path}" cannot be read: ${tree.message}`, {
    help: "An OpenAPI document is YAML or JSON.",
    related: [{ message: "It is named here.", span }],
  });
  return undefined;
}

function describedOperations(root: YamlNode): ReadonlyMap<string, DescribedOperation> {
  const found = new Map<string, DescribedOperation>();
  const paths = entryOf(root, "paths")?.value;
  for (const path of paths?.type === "map" ? paths.entries : []) {
    for (const method of methods) {
      const entry = entryOf(path.value, method);
      const id = entryOf(entry?.value, "operationId")?.value;
      if (!entry || id?.type !== "scalar") continue;
      const pointer = `/paths/${pointerStep(path.key.text)}`;
      found.set(id.text, {
        id: id.text,
        method,
        path: path.key.text,
        pointer,
        item: path.value,
        node: entry.value,
        span: entry.key.span,
      });
    }
  }
  return found;
}
