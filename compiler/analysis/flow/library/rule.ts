import type { ts } from "ts-morph";
import type { Shape } from "../../../schema/shape.ts";
import type { Scope } from "../scope.ts";
import type { Value } from "../value.ts";

/** A call of a library function. */
export interface Call {
  readonly name: string;
  readonly node: ts.CallExpression;
  /** Its arguments; one that is not given is unknown. */
  readonly argument: (index: number) => Value;
  /** The expression of an argument. */
  readonly expression: (index: number) => ts.Expression | undefined;
  readonly count: number;
  readonly scope: Scope;
}

/** What a library function makes of values. */
export type LibraryRule = (call: Call) => Value;

export type LibraryRules = Readonly<Record<string, LibraryRule>>;

/** The one text that a value is, where it is a literal. */
export function literalText({ shape }: Value): string | undefined {
  return shape.kind === "text" && shape.values?.length === 1 ? shape.values[0] : undefined;
}

/** The one number that a value is, where it is a literal. */
export function literalNumber({ shape }: Value): number | undefined {
  return (shape.kind === "integer" || shape.kind === "number") && shape.values?.length === 1
    ? shape.values[0]
    : undefined;
}

export function textOf(
  maxLength: number | undefined,
  more: Partial<Extract<Shape, { kind: "text" }>> = {},
): Shape {
  return { kind: "text", ...(maxLength !== undefined && { maxLength }), ...more };
}
