import type { PlanStep } from "../../plan/step.ts";
import { textLiteral } from "../../spelling/literal.ts";
import { isReserved, safe } from "../../spelling/names.ts";
import type { Layout } from "../layout/document.ts";
import { object } from "../layout/syntax.ts";
import type { GeneratedModule } from "../module.ts";
import type { Symbols } from "../symbols.ts";

/** Where a step stands while it is written. */
export interface StepContext {
  readonly module: GeneratedModule;
  readonly symbols: Symbols;
  /** The name of the `RouteRun` here. */
  readonly run: string;
  /** Writes the steps of a branch or a body. */
  readonly steps: (steps: readonly PlanStep[], context: StepContext) => Layout[];
}

/**
 * What a step kind is in generated code: an expression that does it, with the type of its result where it may be bound;
 * statements for what is control flow in TypeScript too; or an outcome, which is bound and then looked at.
 */
export type StepCode =
  | {
      readonly form: "expression";
      readonly expression: Layout;
      readonly type?: () => Layout;
      /** Instead of the step's own name: what of the result is bound, and what stands for it where the step is skipped. */
      readonly pattern?: { readonly names: Layout; readonly skipped: Layout };
      /** It consists of several of these, and its failure says of which one it is. */
      readonly place?: "item" | "branch";
    }
  | { readonly form: "statements"; readonly statements: readonly Layout[] }
  | {
      readonly form: "outcome";
      readonly type: () => Layout;
      /** Declares the step's name, or assigns to it; only where the step's result is used. */
      readonly settle: (binding: "declare" | "assign") => readonly Layout[];
    };

export type StepKind = PlanStep["kind"];
export type StepOf<Kind extends StepKind> = Extract<PlanStep, { readonly kind: Kind }>;
export type StepEmitter<Kind extends StepKind> = (step: StepOf<Kind>, context: StepContext) => StepCode;

/** `{ name: "posting", at: { file, line: 20 }, policy: financialPosting }`. */
export function stepLayout(
  step: Pick<PlanStep, "name" | "at" | "policy">,
  { module, symbols }: StepContext,
): Layout {
  return object([
    { key: "name", value: textLiteral(step.name) },
    { key: "at", value: module.location(step.at) },
    ...(step.policy === undefined ? [] : [{ key: "policy", value: module.use(symbols.policy(step.policy)) }]),
  ]);
}

/** A step's result goes by the step's name, for expressions call it so. */
export function localName({ name }: { readonly name: string }): string {
  return isReserved(name) ? safe(name) : name;
}
