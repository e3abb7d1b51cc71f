import type { ts } from "ts-morph";
import { applied } from "../methods.ts";
import type { Scope } from "../scope.ts";
import { derived, unknown, type Value } from "../value.ts";
import { amountRules } from "./amount.ts";
import { listRules } from "./list.ts";
import { moneyRules } from "./money.ts";
import type { LibraryRules } from "./rule.ts";
import { textRules } from "./text.ts";
import { timeRules } from "./time.ts";

/** What is known of each library function's result. One that is not listed gives something made of all it is given. */
export const libraryRules: LibraryRules = {
  ...amountRules,
  ...moneyRules,
  ...listRules,
  ...textRules,
  ...timeRules,
};

/** What a call of a function gives by its rule; of a function without one, its declared type with nothing known of its values. */
export function callLibrary(name: string, node: ts.CallExpression, scope: Scope): Value {
  const rule = Object.hasOwn(libraryRules, name) ? libraryRules[name] : undefined;
  const known = new Map<number, Value>();
  const argument = (index: number): Value => {
    const expression = node.arguments[index];
    if (!expression) return unknown;
    const value = known.get(index) ?? valueOf(expression, node, scope);
    known.set(index, value);
    return value;
  };
  // All of them, also those that the result does not depend on: what is wrong inside is told.
  const values = node.arguments.map((_, index) => argument(index));
  if (!rule) return derived(values, { kind: "any" });
  return rule({
    name,
    node,
    argument,
    expression: (index) => node.arguments[index],
    count: node.arguments.length,
    scope,
  });
}

/** An arrow function among the arguments gets the items of the first one. */
function valueOf(expression: ts.Expression, call: ts.CallExpression, scope: Scope): Value {
  const [first] = call.arguments;
  const isFunction = "body" in expression;
  if (!isFunction || !first || first === expression) return scope.evaluate(expression, scope);
  return applied(expression, scope.evaluate(first, scope), scope);
}
