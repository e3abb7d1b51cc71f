import { posix } from "node:path";
import { rawNumber } from "../../runtime/library/raw-number.ts";
import { resolveShape } from "../model/shapes.ts";
import { isBroken, resourceOf } from "../schema/resource.ts";
import type { Shape, ShapeSet } from "../schema/shape.ts";
import { entryOf, isNull, type YamlNode, type YamlScalar } from "../source/node.ts";
import type { Span } from "../source/source.ts";
import { fileBeside } from "./files.ts";
import type { LinkContext } from "./kind.ts";

/** What a constant is for, where that is known: `2.10` stays `2.10` where text is wanted. */
export interface Wanted {
  readonly shape: Shape;
  readonly set: ShapeSet;
}

type Context = Pick<LinkContext, "sources" | "reporter">;

/** How deep examples may refer to examples. */
const deepest = 16;

/**
 * A YAML value as JSON: constants by YAML's core schema unless a schema wants text, `{ $ref: examples/order.json }` replaced
 * by what the file holds. Numbers of more digits than a double keeps are raw JSON. Problems are reported as WB1205, WB2702.
 */
export function jsonValue(node: YamlNode, wanted: Wanted | undefined, context: Context, depth = 0): unknown {
  if (node.type === "list") {
    const items = wanted && child(wanted, 0);
    return node.items.map((item) => jsonValue(item, items, context, depth));
  }
  if (node.type === "scalar") return scalar(node, wanted);
  const reference = entryOf(node, "$ref")?.value;
  if (reference?.type === "scalar" && node.entries.length === 1)
    return example(reference, wanted, context, depth);
  const result: Record<string, unknown> = {};
  for (const { key, value } of node.entries) {
    const json = jsonValue(value, wanted && child(wanted, key.text), context, depth);
    // Set as its own property, also where it is called `__proto__`.
    Object.defineProperty(result, key.text, {
      value: json,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return result;
}

function example(
  reference: YamlScalar,
  wanted: Wanted | undefined,
  context: Context,
  depth: number,
): unknown {
  const file = fileBeside(reference.text, reference.span.file, reference.span, context);
  if (!file) return null;
  if (depth > deepest) {
    context.reporter.report("WB2702", reference.span, "Examples refer to each other in a circle.", {
      help: "Write one of them out.",
    });
    return null;
  }
  const read = resourceOf(file);
  if (!isBroken(read)) return jsonValue(read, wanted, context, depth + 1);
  const span: Span = { file: file.path, start: read.offset, end: read.offset + 1 };
  context.reporter.report("WB2702", span, `"${posix.basename(file.path)}" cannot be read: ${read.message}`, {
    help: "An example is a JSON or YAML file.",
    related: [{ message: "It is named here.", span: reference.span }],
  });
  return null;
}

function child({ shape, set }: Wanted, name: string | 0): Wanted | undefined {
  const own = resolveShape(shape, set);
  if (own.kind === "list" && name === 0) return { shape: own.items, set };
  if (own.kind === "money" && name === "amount") return { shape: { kind: "decimal", wire: "text" }, set };
  if (own.kind !== "object") return undefined;
  const property = own.properties.find((each) => each.name === name)?.shape ?? own.additional;
  return property ? { shape: property, set } : undefined;
}

function scalar(node: YamlScalar, wanted: Wanted | undefined): unknown {
  const text = node.text.startsWith("==") ? node.text.slice(1) : node.text;
  if (node.style !== "plain") return text;
  if (isNull(node)) return null;
  if (wanted && isText(wanted)) return text;
  if (/^(?:true|True|TRUE)$/.test(text)) return true;
  if (/^(?:false|False|FALSE)$/.test(text)) return false;
  if (!/^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?$/.test(text)) return text;
  return text.replace(/[-.]|[eE].*$/g, "").length > 15 ? rawNumber(text) : Number(text);
}

function isText({ shape, set }: Wanted): boolean {
  const own = resolveShape(shape, set);
  if (own.kind === "text" || own.kind === "instant") return true;
  return own.kind === "decimal" && own.wire === "text";
}
