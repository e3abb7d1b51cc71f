import type { LinkedOperation } from "../../model/model.ts";
import type { PlanSchema } from "../../plan/plan.ts";
import { entryOf, isNull, type YamlMap, type YamlNode, type YamlScalar } from "../../source/node.ts";
import type { Span } from "../../source/source.ts";
import { pascalCase } from "../../spelling/names.ts";
import type { LinkContext } from "../kind.ts";
import type { OperationSpec } from "./spec.ts";

interface Written {
  readonly spec: OperationSpec;
  readonly span: Span;
}

/** Reads an operation's schemas. Undefined where one of them has errors, which are reported. */
export function linkOperation(
  system: string,
  name: string,
  { spec, span }: Written,
  context: LinkContext,
): LinkedOperation | undefined {
  const read = (node: YamlNode, part: string, label: string) =>
    context.schema(node, {
      type: { module: `systems/${system}`, name: `${pascalCase(name)}${part}` },
      label: `${system}.${name}${label}`,
    });
  const input = readInput(spec, span, read);
  const responses = readResponses(spec, read);
  if (!input || !responses) return undefined;
  const successes = responses.filter(({ status, schema }) => schema && status >= 200 && status < 300);
  const [first, ...others] = successes;
  if (first && others.some(({ schema }) => schema !== first.schema)) {
    context.reporter.report(
      "WB2406",
      span,
      `Operation "${name}" has different outputs for ${successes.map(({ status }) => status).join(" and ")}.`,
      {
        help: "Refer to one schema from each, one that says `oneOf` where they really differ.",
      },
    );
    return undefined;
  }
  return { spec, span, ...input, responses, ...(first?.schema && { output: first.schema }) };
}

type Read = (node: YamlNode, part: string, label: string) => PlanSchema | undefined;

/** With parameters alone an object of them, with a body alone the body, with both `{ …parameters, body }`. */
function readInput(
  spec: OperationSpec,
  span: Span,
  read: Read,
): Pick<LinkedOperation, "parameters" | "body" | "input"> | undefined {
  const { parameters = {}, request } = spec;
  const { body } = request;
  if (Object.keys(parameters).length === 0) {
    if (!body) return {};
    const schema = read(body, "Input", ".input");
    return schema && { body: schema, input: schema };
  }
  if (!body) {
    const schema = read(inputNode(spec, span), "Input", ".input");
    return schema && { parameters: schema, input: schema };
  }
  const bodySchema = read(body, "Body", ".input.body");
  const input = read(inputNode(spec, span), "Input", ".input");
  return bodySchema && input && { body: bodySchema, input };
}

const inputNodes = new WeakMap<OperationSpec, YamlMap>();

/** The schema of parameters and body together; the same node as long as the operation is, by which it is known again in a watched estate. */
function inputNode(spec: OperationSpec, span: Span): YamlMap {
  const known = inputNodes.get(spec);
  if (known) return known;
  const own = Object.entries(spec.parameters ?? {}).map(([name, node]) => ({
    name,
    node: withoutOptional(node),
    required: !isOptional(node),
  }));
  const { body } = spec.request;
  const made = objectSchema([...own, ...(body ? [{ name: "body", node: body, required: true }] : [])], span);
  inputNodes.set(spec, made);
  return made;
}

function readResponses(
  { response = {} }: OperationSpec,
  read: Read,
): LinkedOperation["responses"] | undefined {
  const responses: { readonly status: number; readonly schema?: PlanSchema }[] = [];
  let named = false;
  for (const [status, node] of Object.entries(response).sort(
    ([left], [right]) => Number(left) - Number(right),
  )) {
    if (isNull(node)) {
      responses.push({ status: Number(status) });
      continue;
    }
    const success: boolean = status.startsWith("2") && !named;
    const schema = read(node, success ? "Output" : `Output${status}`, success ? "" : `.${status}`);
    if (!schema) return undefined;
    named ||= success;
    responses.push({ status: Number(status), schema });
  }
  // Where nothing is said, any success is one, and what came with it is not read.
  return responses.length > 0 ? responses : [200, 201, 202, 204].map((status) => ({ status }));
}

function isOptional(node: YamlNode): boolean {
  const word = entryOf(node, "x-optional")?.value;
  return word?.type === "scalar" && word.text === "true";
}

function withoutOptional(node: YamlNode): YamlNode {
  return node.type === "map"
    ? { ...node, entries: node.entries.filter(({ key }) => key.text !== "x-optional") }
    : node;
}

/** A JSON Schema that is not in the source, made of parts that are. */
function objectSchema(
  fields: readonly { readonly name: string; readonly node: YamlNode; readonly required: boolean }[],
  span: Span,
): YamlMap {
  const scalar = (text: string): YamlScalar => ({
    type: "scalar",
    span,
    text,
    style: "double",
    offsetAt: () => span.start,
  });
  const map = (entries: readonly (readonly [string, YamlNode])[]): YamlMap => ({
    type: "map",
    span,
    flow: false,
    entries: entries.map(([key, value]) => ({ key: scalar(key), value })),
  });
  const required = fields.filter((field) => field.required).map(({ name }) => scalar(name));
  return map([
    ["type", scalar("object")],
    ["required", { type: "list", span, flow: false, items: required }],
    ["properties", map(fields.map(({ name, node }) => [name, node]))],
    ["additionalProperties", { ...scalar("false"), style: "plain" }],
  ]);
}
