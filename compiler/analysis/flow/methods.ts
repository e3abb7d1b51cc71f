import { ts } from "ts-morph";
import { longEnough } from "./ranges.ts";
import type { Scope } from "./scope.ts";
import { either } from "./shapes.ts";
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
    const item = applied(argument, itemOf(owner), scope);
    return listOf(owner, item, minimum(owner));
  },
  flatMap: (owner, argument, _node, scope) =>
    listOf(owner, itemOf(applied(argument, itemOf(owner), scope)), 0),
  filter: (owner, argument, _node, scope) => chosen(owner, argument, scope),
  find: (owner, argument, _node, scope) => itemOf(chosen(owner, argument, scope), true),
  some: (owner, argument, _node, scope) =>
    told([owner, applied(argument, itemOf(owner), scope)], { kind: "boolean" }),
  every: (owner, argument, _node, scope) =>
    told([owner, applied(argument, itemOf(owner), scope)], { kind: "boolean" }),
  includes: (owner) => told([owner], { kind: "boolean" }),
  join: (owner) => derived([itemOf(owner)], { kind: "text" }, owner.missing),
  slice: (owner, argument) => {
    const isFirst = argument && ts.isNumericLiteral(argument) && argument.text === "0";
    return shortened(owner, isFirst ? 1 : 0);
  },
  concat: (owner, argument, _node, scope) => {
    if (!argument) return owner;
    const other = scope.evaluate(argument, scope);
    return listOf(owner, either(itemOf(owner), itemOf(other)), minimum(owner) + minimum(other));
  },
};

export function minimum({ shape }: Value): number {
  return shape.kind === "list" ? (shape.minItems ?? 0) : 0;
}

/** A list of such items; whether there are any depends on the list it is made from. */
export function listOf(owner: Value, item: Value, minItems: number): Value {
  return {
    ...derived([item], { kind: "list", items: item.shape, minItems }, owner.missing),
    set: item.set,
    chosenBy: fieldsOf([item.chosenBy, owner.chosenBy]),
    item,
  };
}

/** The list, of which only so many items surely stay. */
export function shortened(owner: Value, stay: number): Value {
  const { shape } = owner;
  return shape.kind === "list"
    ? { ...owner, shape: { ...shape, minItems: Math.min(shape.minItems ?? 0, stay) } }
    : owner;
}

function chosen(owner: Value, argument: ts.Expression | undefined, scope: Scope): Value {
  const test = applied(argument, itemOf(owner), scope);
  const value = shortened(owner, 0);
  return { ...value, chosenBy: fieldsOf([value.chosenBy, test.chosenBy]) };
}

/** What an arrow function gives for an item. */
export function applied(argument: ts.Expression | undefined, item: Value, scope: Scope): Value {
  if (!argument || !ts.isArrowFunction(argument) || ts.isBlock(argument.body)) return unknown;
  const [first, second] = argument.parameters.map(({ name }) => (ts.isIdentifier(name) ? name.text : ""));
  const index = plain({ kind: "integer", minimum: 0 });
  const names = (name: string) => (name === first ? item : name === second ? index : scope.names(name));
  return scope.evaluate(argument.body, { ...scope, names });
}
