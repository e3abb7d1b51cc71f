import { posix } from "node:path";
import { pointTo } from "../../schema/pointer.ts";
import { entryOf, type YamlMap, type YamlNode, type YamlScalar } from "../../source/node.ts";
import type { SourceFile, Span } from "../../source/source.ts";
import { access } from "../../spelling/literal.ts";
import type { LinkContext } from "../kind.ts";
import type { OperationSpec } from "./spec.ts";

/** An operation where the document describes it. */
export interface DescribedOperation {
  readonly id: string;
  readonly method: "get" | "post" | "put" | "patch" | "delete" | "head";
  readonly path: string;
  /** JSON pointer of the path's item. */
  readonly pointer: string;
  readonly item: YamlNode;
  readonly node: YamlNode;
  readonly span: Span;
}

interface Placed {
  readonly node: YamlNode;
  readonly pointer: string;
}

/** Undefined where it has something that cannot be taken over, which is reported. */
export function takeOperation(
  operation: DescribedOperation,
  root: YamlNode,
  file: SourceFile,
  context: LinkContext,
): OperationSpec | undefined {
  const document = { root, file, context };
  const parameters = takeParameters(operation, document);
  const body = takeBody(operation, document);
  if (!parameters || !body) return undefined;
  const { schemas, query, headers } = parameters;
  return {
    ...(Object.keys(schemas).length > 0 && { parameters: schemas }),
    request: {
      // One of the six methods, in upper case.
      method: operation.method.toUpperCase() as OperationSpec["request"]["method"],
      path: operation.path,
      ...(Object.keys(query).length > 0 && { query }),
      ...(Object.keys(headers).length > 0 && { headers }),
      ...body,
    },
    ...takeResponses(operation, document),
  };
}

interface Document {
  readonly root: YamlNode;
  readonly file: SourceFile;
  readonly context: LinkContext;
}

interface Parameters {
  readonly schemas: Record<string, YamlNode>;
  readonly query: Record<string, YamlNode>;
  readonly headers: Record<string, YamlNode>;
}

/** Those of the path's item and of the operation itself, which counts where both have one. Optional ones that cannot be written are left out. */
function takeParameters(operation: DescribedOperation, document: Document): Parameters | undefined {
  const taken: Parameters = { schemas: {}, query: {}, headers: {} };
  const own = `${operation.pointer}/${operation.method}`;
  let good = true;
  for (const { node, pointer } of [
    ...items(operation.item, operation.pointer, document),
    ...items(operation.node, own, document),
  ]) {
    const name = textOf(node, "name");
    const place = textOf(node, "in");
    const schema = entryOf(node, "schema")?.value;
    if (name === undefined || place === undefined) continue;
    const required = place === "path" || textOf(node, "required") === "true";
    if (place === "cookie" || !schema || isCompound(schema, document)) {
      if (required) {
        report(
          document,
          node.span,
          `Parameter "${name}" of "${operation.id}" is ${place === "cookie" ? "a cookie" : "not a single value"}.`,
        );
        good = false;
      }
      continue;
    }
    const reference = referTo(`${pointer}/schema`, schema.span, document);
    taken.schemas[name] = required ? reference : optional(reference);
    const value = scalar(`=input${access(name)}`, node.span);
    if (place === "query") taken.query[name] = value;
    if (place === "header") taken.headers[name] = value;
  }
  return good ? taken : undefined;
}

function items(owner: YamlNode, pointer: string, document: Document): readonly Placed[] {
  const list = entryOf(owner, "parameters")?.value;
  if (list?.type !== "list") return [];
  return list.items.map((node, index) =>
    follow({ node, pointer: `${pointer}/parameters/${index}` }, document),
  );
}

function isCompound(schema: YamlNode, document: Document): boolean {
  const type = textOf(follow({ node: schema, pointer: "" }, document).node, "type");
  return type === "array" || type === "object";
}

const forms: readonly (readonly [RegExp, "json" | "form" | "xml"])[] = [
  [/^application\/(?:[\w.+-]+\+)?json\b/, "json"],
  [/^application\/x-www-form-urlencoded\b/, "form"],
  [/^(?:application|text)\/(?:[\w.+-]+\+)?xml\b/, "xml"],
];

function takeBody(
  operation: DescribedOperation,
  document: Document,
): Pick<OperationSpec["request"], "body" | "as"> | undefined {
  const entry = entryOf(operation.node, "requestBody");
  if (!entry) return {};
  const body = follow(
    { node: entry.value, pointer: `${operation.pointer}/${operation.method}/requestBody` },
    document,
  );
  for (const [pattern, as] of forms) {
    const media = mediaOf(body, pattern);
    const schema = media && entryOf(media.node, "schema")?.value;
    if (schema)
      return {
        body: referTo(`${media.pointer}/schema`, schema.span, document),
        ...(as !== "json" && { as }),
      };
  }
  report(document, entry.key.span, `The body of "${operation.id}" is neither JSON, a form nor XML.`);
  return undefined;
}

/** Only successes: what a failure means is said by the system's `failures`. */
function takeResponses(
  operation: DescribedOperation,
  document: Document,
): Pick<OperationSpec, "response" | "examples"> {
  const responses = entryOf(operation.node, "responses")?.value;
  const response: Record<string, YamlNode> = {};
  const examples: YamlNode[] = [];
  for (const { key, value } of responses?.type === "map" ? responses.entries : []) {
    if (!/^2(?:[0-9]{2}|XX)$/.test(key.text)) continue;
    const pointer = `${operation.pointer}/${operation.method}/responses/${key.text}`;
    const media = mediaOf(follow({ node: value, pointer }, document), /^application\/(?:[\w.+-]+\+)?json\b/);
    const schema = media && entryOf(media.node, "schema")?.value;
    const example = media && entryOf(media.node, "example")?.value;
    response[key.text.replace("XX", "00")] = schema
      ? referTo(`${media.pointer}/schema`, schema.span, document)
      : scalar("", value.span, "plain");
    if (example) examples.push(example);
  }
  return { ...(Object.keys(response).length > 0 && { response }), ...(examples.length > 0 && { examples }) };
}

function mediaOf({ node, pointer }: Placed, pattern: RegExp): Placed | undefined {
  const content = entryOf(node, "content")?.value;
  const entry =
    content?.type === "map" ? content.entries.find(({ key }) => pattern.test(key.text)) : undefined;
  return entry && { node: entry.value, pointer: `${pointer}/content/${pointerStep(entry.key.text)}` };
}

/** Follows `$ref`s within the document, as far as there are any. */
function follow(placed: Placed, { root }: Document): Placed {
  let at = placed;
  for (let depth = 0; depth < 16; depth++) {
    const reference = textOf(at.node, "$ref");
    if (reference === undefined || !reference.startsWith("#/")) return at;
    const found = pointTo(root, reference.slice(1));
    if (!("node" in found)) return at;
    at = { node: found.node, pointer: reference.slice(1) };
  }
  return at;
}

/** A schema that refers to a place in the document, so that `#/components/…` in it finds what it means. */
function referTo(pointer: string, span: Span, { file }: Document): YamlMap {
  const text = `${posix.basename(file.path)}#${pointer}`;
  return {
    type: "map",
    span,
    flow: true,
    entries: [{ key: scalar("$ref", span), value: scalar(text, span) }],
  };
}

function optional(schema: YamlMap): YamlNode {
  return {
    ...schema,
    entries: [
      ...schema.entries,
      { key: scalar("x-optional", schema.span), value: scalar("true", schema.span, "plain") },
    ],
  };
}

function scalar(text: string, span: Span, style: YamlScalar["style"] = "double"): YamlScalar {
  return { type: "scalar", span, text, style, offsetAt: () => span.start };
}

function textOf(node: YamlNode, key: string): string | undefined {
  const value = entryOf(node, key)?.value;
  return value?.type === "scalar" ? value.text : undefined;
}

/** A step of a JSON pointer in a URI fragment (RFC 6901, sections 3 and 6). */
export function pointerStep(step: string): string {
  return step.replaceAll("~", "~0").replaceAll("/", "~1").replaceAll("%", "%25");
}

function report({ context }: Document, span: Span, message: string): void {
  context.reporter.report("WB2408", span, message, {
    help: "Write this operation in the spec itself, under `operations`.",
  });
}
