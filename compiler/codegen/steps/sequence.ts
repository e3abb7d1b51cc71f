import type { FailureBranch, PlanStep } from "../../plan/step.ts";
import { textLiteral } from "../../spelling/literal.ts";
import { assigned, type Layout } from "../layout/document.ts";
import { array, block, call, condition, conditional } from "../layout/syntax.ts";
import { emitStep } from "./index.ts";
import { localName, type StepCode, type StepContext } from "./step.ts";

/** Steps in order as statements. */
export function emitSteps(steps: readonly PlanStep[], context: StepContext): Layout[] {
  return steps.flatMap((step) => emitOne(step, context));
}

function emitOne(step: PlanStep, context: StepContext): Layout[] {
  const code = emitStep(step, context);
  if (code.form === "outcome") return outcome(step, code, context);
  if (step.onFailure !== undefined && step.onFailure.length > 0)
    return guarded(step, code, step.onFailure, context);
  if (code.form === "statements")
    return step.when === undefined ? [...code.statements] : [onlyWhen(step, code.statements, context)];
  const bound = boundBy(step, code);
  if (bound === undefined) {
    const statement = [code.expression, ";"];
    return step.when === undefined ? [statement] : [onlyWhen(step, [statement], context)];
  }
  const value =
    step.when === undefined
      ? code.expression
      : conditional(context.module.expression(step.when), code.expression, bound.skipped);
  return [["const ", bound.names, " =", assigned(value), ";"]];
}

/** What of an expression's result is bound: nothing where nobody says its name. */
function boundBy(
  step: PlanStep,
  code: StepCode,
): { readonly names: Layout; readonly skipped: Layout } | undefined {
  if (code.form === "expression" && code.pattern) return code.pattern;
  return step.used ? { names: localName(step), skipped: "undefined" } : undefined;
}

/** Outside of its condition the name is there too. */
function outcome(
  step: PlanStep,
  code: Extract<StepCode, { readonly form: "outcome" }>,
  context: StepContext,
): Layout[] {
  if (step.when === undefined) return [...code.settle("declare")];
  if (!step.used) return [onlyWhen(step, code.settle("declare"), context)];
  return [
    [`let ${localName(step)}: `, code.type(), " | undefined;"],
    onlyWhen(step, code.settle("assign"), context),
  ];
}

function onlyWhen(step: PlanStep, statements: readonly Layout[], context: StepContext): Layout {
  return step.when === undefined
    ? statements
    : [condition(context.module.expression(step.when)), block(statements)];
}

/** A step with `onFailure`: `try`, with its branches in `catch`; what is in none of them is thrown on. */
function guarded(
  step: PlanStep,
  code: Exclude<StepCode, { readonly form: "outcome" }>,
  branches: readonly FailureBranch[],
  context: StepContext,
): Layout[] {
  const { module, run } = context;
  const error = module.scope.declare("error");
  const bound = code.form === "expression" ? boundBy(step, code) : undefined;
  // Without a name for its type the result goes through a variable whose type TypeScript follows from here to there.
  const isTyped = code.form === "expression" && code.type !== undefined;
  const variable = isTyped ? localName(step) : bound ? module.scope.declare("outcome") : "";
  const attempt: Layout[] =
    code.form === "statements"
      ? [...code.statements]
      : [[bound ? `${variable} = ` : "", code.expression, ";"]];
  const classes = array(branches.flatMap((branch) => branch.classes.map(textLiteral)));
  const handler = [
    [`const failure =`, assigned(failureOf(code, error, classes, run)), ";"],
    `if (failure === undefined) throw ${error};`,
    ...failureBranches(branches, context),
  ];
  const tried: Layout = ["try ", block(attempt), ` catch (${error}) `, block(handler)];
  const statement = step.when === undefined ? tried : onlyWhen(step, [tried], context);
  if (bound === undefined || code.form === "statements") return [statement];
  if (code.type !== undefined)
    return [[`let ${variable}: `, code.type(), step.optional ? " | undefined" : "", ";"], statement];
  const missing: Layout = step.optional && code.pattern ? [" ?? ", bound.skipped] : "";
  return [`let ${variable};`, statement, ["const ", bound.names, ` = ${variable}`, missing, ";"]];
}

function failureOf(code: StepCode, error: string, classes: Layout, run: string): Layout {
  const place = code.form === "expression" ? code.place : undefined;
  return place === undefined
    ? call(`${run}.failureOf`, [error, classes], true)
    : call(`${run}.failureOf`, [error, classes, textLiteral(place)]);
}

function failureBranches(branches: readonly FailureBranch[], context: StepContext): Layout[] {
  const [only] = branches;
  if (branches.length === 1 && only !== undefined) return context.steps(only.steps, context);
  return [
    branches.map((branch, index): Layout => {
      const test = branch.classes.map((name) => `failure.class === ${textLiteral(name)}`).join(" || ");
      const isLast = index === branches.length - 1;
      return [
        index === 0 ? "" : " else ",
        isLast ? "" : condition(test),
        block(context.steps(branch.steps, context)),
      ];
    }),
  ];
}
