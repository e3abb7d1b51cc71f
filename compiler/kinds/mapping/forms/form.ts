import type { CheckStatement } from "../../../expressions/check.ts";
import type { Model } from "../../../model/model.ts";
import type { PlanField } from "../../../plan/plan.ts";
import type { YamlMap, YamlNode } from "../../../source/node.ts";
import type { CheckedUnit, ValueContext } from "../../../values/prepared.ts";
import type { SourceShapes } from "../../../values/source-shapes.ts";
import type { Target } from "../../../values/target.ts";

/** One way to make a field, beside a constant and an expression: a map that has its word. */
export interface FieldForm {
  /** The word that says it: `match`. */
  readonly word: string;
  /** The words that go with it. */
  readonly companions: readonly string[];
  /** `path` is that of the target, with a part after `#` where one target has several fields (the cases of a match): ids of expressions are made from it, and diagnostics say it without those parts. */
  prepare(node: YamlMap, target: Target, path: string, context: FieldContext): PreparedField;
}

/** A field as its form understands it, before its expressions have types. */
export interface PreparedField {
  readonly statements: readonly CheckStatement[];
  /** Says what only the types of its expressions tell. An expression with an error has no type: nothing is said about it then. */
  judge(checked: CheckedUnit): void;
  lower(checked: CheckedUnit): LoweredField;
}

export interface LoweredField {
  readonly field: PlanField;
  /** It may be missing: its object goes without it then. */
  readonly optional: boolean;
}

export interface FieldContext extends ValueContext {
  readonly model: Model;
  /** What the names in scope are, as far as that is known without the checker. */
  readonly shapes: SourceShapes;
  /** Prepares a field inside this one. Undefined: null, where the field may be left out. */
  field(node: YamlNode, target: Target, path: string, context: FieldContext): PreparedField | undefined;
}

/** What reading a value needs to know of the names in scope. */
export function seeing(shapes: SourceShapes): Pick<FieldContext, "sees" | "sourceOf"> {
  return { sees: (name) => shapes.has(name), sourceOf: (expression) => shapes.shapeOf(expression) };
}

/** What stands for a field with errors, so that the others are still read. */
export const brokenField: PreparedField = {
  statements: [],
  judge: () => {},
  lower: () => {
    throw new Error("A field with errors is not lowered.");
  },
};
