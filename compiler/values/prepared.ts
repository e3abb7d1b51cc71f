import type { Code } from "../diagnostics/catalogue.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { CheckedExpression, CheckStatement } from "../expressions/check.ts";
import type { CheckType } from "../model/model.ts";
import type { PlanExpression, PlanLocation, PlanValue } from "../plan/plan.ts";
import type { Shape } from "../schema/shape.ts";
import type { YamlNode } from "../source/node.ts";
import type { Span } from "../source/source.ts";
import type { Target } from "./target.ts";

/** A unit's expressions after the check, by id. One with an error is absent. */
export type CheckedUnit = ReadonlyMap<string, CheckedExpression>;

/**
 * A YAML value read against a type: its expressions are ready to be checked, its constants are already right. What it
 * becomes in the plan is asked for after the check, and only where there is no error.
 */
export interface PreparedValue {
  readonly statements: readonly CheckStatement[];
  lower(checked: CheckedUnit): LoweredValue;
}

export interface LoweredValue {
  readonly value: PlanValue;
  /** It may be missing: what it is a property of goes without it then. */
  readonly optional: boolean;
}

/** What reading a value needs to know of where it stands. */
export interface ValueContext {
  readonly typeOf: CheckType;
  at(span: Span): PlanLocation;
  /** `path` is what a waiver names: `lines.net`, `steps.posting`. */
  report(code: Code, span: Span, message: string, path: string, more?: Partial<Diagnostic>): void;
  /** Whether expressions here see something of this name. */
  readonly sees?: (name: string) => boolean;
  /** What an expression reads that is nothing but a path of names (`=order.note`); undefined where that is not known. */
  readonly sourceOf?: (expression: string) => Shape | undefined;
}

/** Nothing to check, and nothing that can be lowered: what stands for a value with errors. */
export const broken: PreparedValue = {
  statements: [],
  lower: () => {
    throw new Error("A value with errors is not lowered.");
  },
};

/** Reads a value inside another one: `prepareValue`, handed down so that the parts need not know the whole. */
export type ReadValue = (
  node: YamlNode,
  target: Target,
  id: string,
  path: string,
  context: ValueContext,
) => PreparedValue | undefined;

/** A checked expression's print; its absence is a bug, since nothing is lowered with errors. */
export function lowered(checked: CheckedUnit, id: string): PlanExpression {
  return checkedOf(checked, id).expression;
}

export function checkedOf(checked: CheckedUnit, id: string): CheckedExpression {
  const expression = checked.get(id);
  if (!expression) throw new Error(`The expression "${id}" was not checked.`);
  return expression;
}
