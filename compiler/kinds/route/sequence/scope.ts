import type { CheckStatement, Expected } from "../../../expressions/check.ts";
import type { Model } from "../../../model/model.ts";
import type { PlanSchema } from "../../../plan/plan.ts";
import type { PlanStep } from "../../../plan/step.ts";
import { isExpression, type YamlNode } from "../../../source/node.ts";
import type { Span } from "../../../source/source.ts";
import type { CheckedUnit, ValueContext } from "../../../values/prepared.ts";
import type { SpecDocument } from "../../document.ts";
import type { RouteSpec, StepSpec } from "../spec.ts";
import type { StepLowering } from "../steps/kind.ts";

/** What somebody waits for: the answer of an `http` route, or the result of a capability's provider. */
export interface Answer {
  readonly to: "http" | "capability";
  /** What the body of a good answer is; absent: any JSON. */
  readonly body?: PlanSchema;
}

/** Where a step stands while its kind prepares it. */
export interface StepScope extends ValueContext {
  readonly model: Model;
  readonly document: SpecDocument<RouteSpec>;
  /** Prefix of the ids of its expressions, unique in the route. */
  readonly id: string;
  /** What a waiver calls it: `steps.posting`. */
  readonly path: string;
  /** Its result may be missing for what comes after it: it has a `when`, or a failure branch that goes on. */
  readonly optional: boolean;
  /** What runs beside others and that it stands in. */
  readonly region: Region;
  /** Absent: nobody waits. */
  readonly answer?: Answer;
  /** Names that steps and items have so far. A step adds those that it gives itself. */
  readonly names: Names;
  /** Calls so far that can be undone, by name. A call adds itself. */
  readonly undoable: Map<string, Region>;
  node(step: StepSpec, key: keyof StepSpec): YamlNode;
  /** Steps within this one, in a scope of their own. */
  sequence(steps: readonly StepSpec[], at: string, changes?: Partial<StepScope>): PreparedSequence;
}

/** The whole route, the body of an `each`, or a branch of a `parallel`: what is in two regions runs at the same time. */
export interface Region {
  readonly of: "route" | "each" | "parallel";
  readonly outer?: Region;
}

/** Whether `inner` is this region or lies in it. */
export function isWithin(inner: Region | undefined, region: Region): boolean {
  return inner !== undefined && (inner === region || isWithin(inner.outer, region));
}

/** Names taken so far, with the places that took them. */
export type Names = Map<string, Span>;

export interface PreparedSequence {
  readonly statements: readonly CheckStatement[];
  /** It never comes to what stands after it. */
  readonly ends: boolean;
  /** Names of results that its steps bind, for what comes after them. */
  readonly gives: readonly string[];
  judge(checked: CheckedUnit): void;
  lower(lowering: StepLowering): readonly PlanStep[];
}

/** The statement for an expression that a step's schema has made sure is one. */
export function expressionOf(
  step: StepSpec,
  key: keyof StepSpec,
  scope: StepScope,
  expected?: Pick<Expected, "type" | "label" | "optional">,
): CheckStatement {
  const node = scope.node(step, key);
  if (!isExpression(node)) throw new Error(`\`${key}\` is not an expression.`);
  return { do: "expression", id: `${scope.id}.${key}`, node, ...(expected && { expected }) };
}
