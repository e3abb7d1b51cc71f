import type { CheckStatement } from "../../../expressions/check.ts";
import type { PlanStep } from "../../../plan/step.ts";
import type { CheckedUnit } from "../../../values/prepared.ts";
import type { Schema } from "../../vocabulary.ts";
import type { StepScope } from "../sequence/scope.ts";
import type { StepSpec } from "../spec.ts";
import type { StepLinker } from "./linker.ts";
import type { effectProperties } from "./properties.ts";

/** All that the compiler's first half knows about a step kind, one file each, listed in `steps/index.ts`. */
export interface StepKind {
  /** The key that says it: `call`. */
  readonly name: PlanStep["kind"];
  /** The properties it brings, its own key among them. Two kinds may bring the same one (`with`). */
  readonly properties: Readonly<Record<string, Schema>>;
  /** What it takes of what not every step does. */
  readonly takes: readonly (keyof typeof effectProperties)[];
  /** What an example calls such a step; absent: it needs no name, since neither trace nor later steps ask for it. */
  readonly named?: string;
  /** Reports references that lead nowhere. */
  link?(step: StepSpec, linker: StepLinker): void;
  prepare(step: StepSpec, scope: StepScope): PreparedStep;
}

/** A step as its kind understands it, before its expressions have types. */
export interface PreparedStep {
  /** Its expressions, in the order in which they see each other's names. */
  readonly statements: readonly CheckStatement[];
  /** TypeScript text of its result in the check program, to be bound under its name; absent where it has none. */
  readonly result?: string;
  /** Its statements bind its result under its name themselves. */
  readonly binds?: boolean;
  /** No scope may be put around its statements: what they bind is seen after it, and they look to `when` themselves. */
  readonly scoped?: boolean;
  /** Further names that its statements bind, beside its own. */
  readonly gives?: readonly string[];
  /** The result may be missing by the step's own doing. */
  readonly mayBeMissing?: boolean;
  /** Nothing after it runs. */
  readonly ends?: boolean;
  /** Says what only the types of its expressions tell. */
  judge?(checked: CheckedUnit): void;
  /** What is its kind's own of the plan. */
  lower(lowering: StepLowering): Readonly<Record<string, unknown>>;
}

export interface StepLowering {
  readonly checked: CheckedUnit;
  /** Whether an expression of the route says this name, outside of these statements. */
  isUsedBeside(name: string, statements: readonly CheckStatement[]): boolean;
  /** A name for a step that has none: its kind's, with a number from the second one on. */
  nameFor(kind: string): string;
}
