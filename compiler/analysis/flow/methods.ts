import { ts } from "ts-morph";
import { longEnough } from "./ranges.ts";
import type { Scope } from "./scope.ts";
import { either, isUnlimited, shortText, textMadeOf } from "./shapes.ts";
import { derived, fieldsOf, itemOf, plain, told, unknown, type Value } from "./value.ts";

/** What a method of a list gives: `lines.filter(line => …)`. */
export function callMethod(name: string, owner: Value, node: ts.CallExpression, scope: Scope): Value {
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
  const [argument] = node.arguments;
  return method
    ? longEnough(method(owner, argument, node, scope), node, scope)
    : derived([owner, ...node.arguments.map((one) => scope.evaluate(one, scope))], { kind: "any" });
}

type Method = (
  owner: Value,
  argument: ts.Expression | undefined,
  node: ts.CallExpression,
  scope: Scope,
) => Value;

const methods: Readonly<Record<string, Method>> = {
  map: (owner, argument, _node, scope) => {
    const item = applied(argument, owner, scope);
    return listOf(owner, item, minimum(owner), most(owner));
  },
  flatMap: (owner, argument, _node, scope) => {
    const inner = applied(argument, owner, scope);
    const [outermost, innermost] = [most(owner), most(inner)];
    const maxItems = outermost === undefined || innermost === undefined ? undefined : outermost * innermost;
    return listOf(owner, itemOf(inner), inner.missing ? 0 : minimum(owner) * minimum(inner), maxItems);
  },
  filter: (owner, argument, _node, scope) => chosen(owner, argument, scope),
  find: (owner, argument, _node, scope) => itemOf(chosen(owner, argument, scope), true),
  some: (owner, argument, _node, scope) =>
    told([owner, applied(argument, owner, scope)], { kind: "boolean" }),
  every: (owner, argument, _node, scope) =>
    told([owner, applied(argument, owner, scope)], { kind: "boolean" }),
  includes: (owner) => told([owner], { kind: "boolean" }),
  join: (owner, argument, _node, scope) =>
    joined(owner, argument ? scope.evaluate(argument, scope) : plain({ kind: "text", values: [","] })),
  slice: (owner, argument) => {
    const isFirst = argument && ts.isNumericLiteral(argument) && argument.text === "0";
    return shortened(owner, isFirst ? 1 : 0);
  },
  concat: (owner, argument, _node, scope) => {
    if (!argument) return owner;
    const other = scope.evaluate(argument, scope);
    const [own, more] = [most(owner), most(other)];
    const maxItems = own === undefined || more === undefined ? undefined : own + more;
    return listOf(owner, either(itemOf(owner), itemOf(other)), minimum(owner) + minimum(other), maxItems);
  },
};

/** The items' texts in one, with a separator between them; what is missing is left out. */
export function joined(list: Value, separator: Value): Value {
  const shape = textMadeOf(list.entries ? separated(list.entries, separator) : repeated(list, separator));
  return derived([itemOf(list), separator], shape, list.missing);
}

function separated(items: readonly Value[], separator: Value): readonly Value[] {
  return items.flatMap((item, index) => (index === 0 ? [item] : [separator, item]));
}

/** As many as there may be; where that is not known, a text of many short ones is not measured either. */
function repeated(list: Value, separator: Value): readonly Value[] {
  const item = itemOf(list);
  const items = most(list);
  if (items === undefined) return [item, plain(isUnlimited(item) ? item.shape : shortText)];
  return separated(
    Array.from({ length: Math.min(items, 10_000) }, () => item),
    separator,
  );
}

/** How many items a list has at most; undefined where nothing says it. */
export function most({ shape }: Value): number | undefined {
  return shape.kind === "list" ? shape.maxItems : undefined;
}

/** How many items there are at least; 0 of what is no list. */
export function minimum({ shape }: Value): number {
  return shape.kind === "list" ? (shape.minItems ?? 0) : 0;
}

/** A list of such items; whether there are any depends on the list it is made from. */
export function listOf(owner: Value, item: Value, minItems: number, maxItems?: number): Value {
  return {
    ...derived(
      [item],
      { kind: "list", items: item.shape, minItems, ...(maxItems !== undefined && { maxItems }) },
      owner.missing,
    ),
    set: item.set,
    chosenBy: fieldsOf([item.chosenBy, owner.chosenBy]),
    item,
  };
}

/** The list, of which only so many items surely stay. */
export function shortened(owner: Value, stay: number): Value {
  const { entries: _entries, ...value } = owner;
  const { shape } = value;
  return shape.kind === "list"
    ? { ...value, shape: { ...shape, minItems: Math.min(shape.minItems ?? 0, stay) } }
    : value;
}

function chosen(owner: Value, argument: ts.Expression | undefined, scope: Scope): Value {
  const test = applied(argument, owner, scope);
  const value = shortened(owner, 0);
  return { ...value, chosenBy: fieldsOf([value.chosenBy, test.chosenBy]) };
}

/** What an arrow function gives for an item of a list. */
export function applied(argument: ts.Expression | undefined, list: Value, scope: Scope): Value {
  if (!argument || !ts.isArrowFunction(argument) || ts.isBlock(argument.body)) return unknown;
  const [first, second] = argument.parameters.map(({ name }) => (ts.isIdentifier(name) ? name.text : ""));
  const item = itemOf(list);
  const index = indexOf(list);
  const names = (name: string) => (name === first ? item : name === second ? index : scope.names(name));
  return scope.evaluate(argument.body, { ...scope, names });
}

/** The number of an item of a list, from 0. */
export function indexOf(list: Value): Value {
  const items = most(list);
  return plain({
    kind: "integer",
    minimum: 0,
    ...(items !== undefined && { maximum: Math.max(items - 1, 0) }),
  });
}
