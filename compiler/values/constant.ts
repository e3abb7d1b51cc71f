import type { Code } from "../diagnostics/catalogue.ts";
import type { Shape } from "../schema/shape.ts";
import type { YamlScalar } from "../source/node.ts";
import { readText } from "./constant-text.ts";
import { inWords } from "./words.ts";

/** A constant, read from its source text as the shape wants it; or what is wrong with it. */
export type Constant =
  | { readonly is: "json"; readonly json: unknown }
  /** A value that is made by the runtime's library: an instant, a number of all its digits. */
  | { readonly is: "code"; readonly code: string; readonly library: readonly string[] }
  | {
      readonly is: "wrong";
      readonly code: Code;
      readonly problem: string;
      readonly help?: string;
      readonly near?: string;
    };

const integer = /^-?(?:0|[1-9][0-9]*)$/;
const number = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/;
const decimal = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/;
/** RFC 3339, section 5.6, with the offset that makes it an instant. */
const instant =
  /^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?(?:[Zz]|[+-][0-9]{2}:[0-9]{2})$/;

/** The text that a scalar stands for: `==` at the start escapes `=`. */
export function constantText(node: YamlScalar): string {
  return node.text.startsWith("==") ? node.text.slice(1) : node.text;
}

/** `shape` has its names followed; a union is told apart by the caller. */
export function readConstant(node: YamlScalar, shape: Shape): Constant {
  const text = constantText(node);
  switch (shape.kind) {
    case "text":
      return readText(text, shape);
    case "integer":
    case "number":
      return readNumber(text, shape);
    case "decimal":
      if (!decimal.test(text)) return mismatch(text, shape, wrongAmount(text));
      return shape.wire === "number"
        ? { is: "code", code: `jsonNumber(${JSON.stringify(text)})`, library: ["jsonNumber"] }
        : { is: "json", json: text };
    case "instant":
      if (!instant.test(text) || !isTime(text))
        return mismatch(text, shape, "Write date, time and offset, such as `2026-11-24T09:00:00Z`.");
      return { is: "code", code: `instant(${JSON.stringify(text)})`, library: ["instant"] };
    case "boolean":
      if (text !== "true" && text !== "false") return mismatch(text, shape, "Write `true` or `false`.");
      if (shape.value !== undefined && text !== String(shape.value)) return mismatch(text, shape);
      return { is: "json", json: text === "true" };
    case "any":
      return { is: "json", json: plainJson(node, text) };
    case "money":
      return mismatch(
        text,
        shape,
        'Money has two parts: `{ amount: "19.90", currency: EUR }`, or `=money(amount, currency)`.',
      );
    case "list":
    case "null":
    case "object":
    case "reference":
    case "union":
    default:
      return mismatch(text, shape);
  }
}

function readNumber(text: string, shape: Extract<Shape, { readonly kind: "integer" | "number" }>): Constant {
  if (!(shape.kind === "integer" ? integer : number).test(text))
    return mismatch(text, shape, wrongAmount(text));
  const value = Number(text);
  if (shape.values && !shape.values.includes(value)) return mismatch(text, shape);
  if (shape.minimum !== undefined && value < shape.minimum)
    return mismatch(text, shape, `The schema wants at least ${shape.minimum}.`);
  if (shape.maximum !== undefined && value > shape.maximum)
    return mismatch(text, shape, `The schema wants at most ${shape.maximum}.`);
  // A number of more digits than a double holds keeps all of them.
  return exact(text, value)
    ? { is: "json", json: value }
    : {
        is: "code",
        // All that the runtime does with such a number is write it: to TypeScript it is a number like others.
        code: `jsonNumber(${JSON.stringify(text)}) as unknown as number`,
        library: ["jsonNumber"],
      };
}

/** Without a type to read it by, a plain scalar is what JSON would say, and anything else is text. */
function plainJson(node: YamlScalar, text: string): unknown {
  if (node.style !== "plain") return text;
  if (text === "true" || text === "false") return text === "true";
  return number.test(text) && exact(text, Number(text)) ? Number(text) : text;
}

function exact(text: string, value: number): boolean {
  return Number.isFinite(value) && text.replace(/[-.]|[eE].*$/g, "").replace(/^0+/, "").length <= 15;
}

function isTime(text: string): boolean {
  try {
    Temporal.Instant.from(text.toUpperCase());
    return true;
  } catch {
    return false;
  }
}

function wrongAmount(text: string): string | undefined {
  if (/^-?[0-9]+,[0-9]+$/.test(text)) return `The decimal sign is a point: \`${text.replace(",", ".")}\`.`;
  if (/^-?0[0-9]/.test(text)) return "A number does not begin with zeros; if they matter, the field is text.";
  return undefined;
}

export function mismatch(text: string, shape: Shape, help?: string): Constant {
  const problem = `\`${text}\` is not ${inWords(shape)}`;
  return { is: "wrong", code: "WB2207", problem, ...(help !== undefined && { help }) };
}
