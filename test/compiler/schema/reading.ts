import { posix } from "node:path";
import type { PassResult } from "../../../compiler/diagnostics/diagnostic.ts";
import type { PlanSchema } from "../../../compiler/plan/plan.ts";
import { readSchema } from "../../../compiler/schema/index.ts";
import { isBroken, resourceOf } from "../../../compiler/schema/resource.ts";
import type { ShapeSet } from "../../../compiler/schema/shape.ts";
import { createAjv, namesInherited } from "../../../compiler/schema/validator/ajv.ts";
import { pascalCase } from "../../../compiler/spelling/names.ts";

/** Reads a schema that is given as data, beside files that it may refer to. */
export function readData(
  schema: unknown,
  files: Readonly<Record<string, unknown>> = {},
): PassResult<ShapeSet> {
  return readText(JSON.stringify(schema), files);
}

/** The same of JSON or YAML text. */
export function readText(
  text: string,
  files: Readonly<Record<string, unknown>> = {},
  path = "order.json",
): PassResult<ShapeSet> {
  const file = { path, text };
  const others = Object.entries(files).map(
    ([name, content]) =>
      [name, { path: name, text: typeof content === "string" ? content : JSON.stringify(content) }] as const,
  );
  const node = resourceOf(file);
  if (isBroken(node)) throw new Error(`The test's own schema is broken: ${node.message}`);
  const rootName = pascalCase(posix.basename(path).replace(/\..*$/, ""));
  return readSchema(
    { node, file: path, rootName },
    { sources: new Map([[path, file], ...others]), contract: () => undefined },
  );
}

/** The shapes of a schema without mistakes, without the places where they stand. */
export function shapesOf(
  schema: unknown,
  files: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const { output, diagnostics } = readData(schema, files);
  if (diagnostics.length > 0)
    throw new Error(diagnostics.map(({ code, message }) => `${code} ${message}`).join("\n"));
  return withoutSpans(output.shapes) as Record<string, unknown>; // an object stays one
}

export function validatorOf(set: ShapeSet): (value: unknown) => boolean {
  return createAjv({ source: false, ownProperties: namesInherited(set.schema) }).compile(
    set.schema as object,
  ); // JSON Schema
}

export function planSchema(set: ShapeSet, module = "contracts/order-2"): PlanSchema {
  return {
    type: { module, name: set.root },
    set,
    label: "order@2",
    at: { file: "order.yaml", line: 1 },
    personal: [],
    invariants: [],
  };
}

function withoutSpans(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSpans);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name !== "span")
      .map(([name, inner]) => [name, withoutSpans(inner)]),
  );
}
