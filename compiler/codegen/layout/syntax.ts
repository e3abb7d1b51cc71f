import { isIdentifier } from "../../spelling/names.ts";
import {
  assigned,
  choice,
  contentOf,
  endsLine,
  group,
  hardLine,
  indent,
  isCode,
  join,
  type Layout,
  line,
  lineWidth,
  mentions,
  softLine,
  trailingComma,
} from "./document.ts";
import { isNullish } from "./outline.ts";

/** TypeScript's constructs as documents. */

export interface PropertyLayout {
  /** A safe key, see `propertyKey`. */
  readonly key: string;
  readonly value: Layout;
}

/** `{ a: 1, b }`; a property whose value is its key is written short. One a line where `expanded`. */
export function object(properties: readonly (PropertyLayout | Layout)[], expanded = false): Layout {
  if (properties.length === 0) return "{}";
  return braces(
    properties.map((property) => (isProperty(property) ? propertyLayout(property) : property)),
    expanded,
  );
}

function isProperty(property: PropertyLayout | Layout): property is PropertyLayout {
  return typeof property === "object" && "key" in property;
}

function propertyLayout({ key, value }: PropertyLayout): Layout {
  const isShort = isIdentifier(key) && (value === key || (isCode(value) && value.text === key));
  return isShort ? key : group([`${key}:`, assigned(value)]);
}

function braces(items: readonly Layout[], expanded: boolean): Layout {
  return group(
    ["{", indent([line, join([",", line], items)]), trailingComma, line, "}"],
    expanded,
    items.length > 1 ? "record" : undefined,
  );
}

/** `[a, b]`; several records stand one a line. */
export function array(items: readonly Layout[], broken = false): Layout {
  if (items.length === 0) return "[]";
  const isTable = items.length > 1 && items.every((item) => contentOf(item, "record") !== undefined);
  return group(
    ["[", indent([softLine, join([",", line], items)]), trailingComma, softLine, "]"],
    broken || isTable,
  );
}

/** `list.filter(…).map(…)`: several calls one a line, unless all fits on one. */
export function chain(head: Layout, calls: readonly Layout[]): Layout {
  if (calls.length < 2) return [head, ...calls];
  const broken: Layout = [head, indent(calls.map((each) => [hardLine, each]))];
  return calls.some(endsLine) ? broken : choice(group([head, ...calls]), broken);
}

/** A call. The last argument opens on the call's line where it is an object, a list or a function and the others are short. */
export function call(callee: Layout, args: readonly Layout[], lastOpens = false): Layout {
  if (args.length === 0) return [callee, "()"];
  const expanded = [
    callee,
    group(["(", indent([softLine, join([",", line], args)]), trailingComma, softLine, ")"], true),
  ];
  if (!lastOpens)
    return [callee, group(["(", indent([softLine, join([",", line], args)]), trailingComma, softLine, ")"])];
  const flat = [callee, "(", join(", ", args), ")"];
  const others = args.slice(0, -1);
  if (others.some(endsLine)) return expanded;
  return endsLine(args.at(-1) ?? "") ? choice(flat, expanded) : choice(group(flat), flat, expanded);
}

/** A call whose last argument is an object that follows something else than one: it opens on the call's line where not all fits there. */
export function callWithObject(
  callee: Layout,
  others: readonly Layout[],
  properties: readonly PropertyLayout[],
): Layout {
  return callOpening(callee, others, (broken) => object(properties, broken));
}

/** The same with a list, which follows something else than one. */
export function callWithArray(callee: Layout, others: readonly Layout[], items: readonly Layout[]): Layout {
  return callOpening(callee, others, (broken) => array(items, broken));
}

function callOpening(callee: Layout, others: readonly Layout[], last: (broken: boolean) => Layout): Layout {
  const args = [...others, last(false)];
  if (others.some(endsLine)) return call(callee, args);
  return choice(
    group([callee, "(", join(", ", args), ")"]),
    [callee, "(", join(", ", [...others, last(true)]), ")"],
    call(callee, args),
  );
}

/** `(a, b) => body`. */
export function arrow(
  parameters: readonly string[],
  body: Layout,
  options: { readonly async?: boolean; readonly opens?: boolean; readonly returns?: string } = {},
): Layout {
  const type = options.returns === undefined ? "" : `: ${options.returns}`;
  const head = `${options.async === true ? "async " : ""}(${parameters.join(", ")})${type} =>`;
  return options.opens === true ? [head, " ", body] : group([head, group(indent([line, body]))]);
}

/** The parameters that the body speaks of; one before the last of those keeps its place under a name that says it is not used. */
export function usedParameters(names: readonly string[], body: Layout): string[] {
  const last = names.findLastIndex((name) => mentions(body, name));
  return names.slice(0, last + 1).map((name) => (mentions(body, name) ? name : `_${name}`));
}

/** Statements in braces, one a line. */
export function block(statements: readonly Layout[]): Layout {
  return statements.length === 0
    ? "{}"
    : ["{", indent([hardLine, join(hardLine, statements)]), hardLine, "}"];
}

/** `test ? a : b`, over three lines where it does not fit; one inside another breaks with it. */
export function conditional(test: Layout, then: Layout, otherwise: Layout): Layout {
  return group(
    [bracketed(test), indent([line, "? ", branch(then), line, ": ", branch(otherwise)])],
    false,
    "conditional",
  );
}

function branch(value: Layout): Layout {
  return contentOf(value, "conditional") ?? indent(bracketed(value));
}

function bracketed(value: Layout): Layout {
  return isCode(value) && isNullish(value.text) ? ["(", value, ")"] : value;
}

/** `if (test) `, to be followed by a block. */
export function condition(test: Layout): Layout {
  return ["if ", group(["(", indent([softLine, test]), softLine, ")"]), " "];
}

/** `export const name: Type = value;`. What is too long for one line with its brace gets lines of its own below. */
export function exported(name: string, type: string, value: Layout): Layout {
  const head = `export const ${name}: ${type} =`;
  return head.length + 2 > lineWidth ? [head, indent([hardLine, value]), ";"] : [head, assigned(value), ";"];
}
