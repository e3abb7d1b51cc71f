import type { RouteStep } from "../../kinds/route/steps/plan.ts";
import type { Layout } from "../layout/document.ts";
import { object } from "../layout/syntax.ts";
import { textLiteral } from "../literal.ts";
import type { GeneratedModule } from "../module.ts";
import type { Symbols } from "../symbols.ts";

/** Where a step stands while it is written. */
export interface StepContext {
  readonly module: GeneratedModule;
  readonly symbols: Symbols;
  /** The name of the `RouteRun` here. */
  readonly run: string;
  /** Writes the steps of a branch or a body. */
  readonly steps: (steps: readonly RouteStep[], context: StepContext) => Layout[];
}

/**
 * What a step kind is in generated code: an expression that does it, with the type of its result where it may be bound, or
 * statements for what is control flow in TypeScript too.
 */
export type StepCode =
  | { readonly form: "expression"; readonly expression: Layout; readonly type?: () => Layout }
  | { readonly form: "statements"; readonly statements: readonly Layout[] };

export type StepKind = RouteStep["kind"];
export type StepOf<Kind extends StepKind> = Extract<RouteStep, { readonly kind: Kind }>;
export type StepEmitter<Kind extends StepKind> = (step: StepOf<Kind>, context: StepContext) => StepCode;

/** `{ name: "posting", at: { file, line: 20 }, policy: financialPosting }`. */
export function stepLayout(step: RouteStep, { module, symbols }: StepContext): Layout {
  return object([
    { key: "name", value: textLiteral(step.name) },
    { key: "at", value: module.location(step.at) },
    ...(step.policy === undefined ? [] : [{ key: "policy", value: module.use(symbols.policy(step.policy)) }]),
  ]);
}
