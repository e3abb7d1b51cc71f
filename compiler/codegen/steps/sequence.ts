import type { FailureBranch, RouteStep } from "../../kinds/route/steps/plan.ts";
import { assigned, type Layout } from "../layout/document.ts";
import { array, block, call, condition, conditional } from "../layout/syntax.ts";
import { textLiteral } from "../literal.ts";
import { isReserved, safe } from "../names.ts";
import { emitStep } from "./index.ts";
import type { StepCode, StepContext } from "./step.ts";

/** Steps in order as statements. */
export function emitSteps(steps: readonly RouteStep[], context: StepContext): Layout[] {
  return steps.flatMap((step) => emitOne(step, context));
}

function emitOne(step: RouteStep, context: StepContext): Layout[] {
  const code = emitStep(step, context);
  if (step.onFailure !== undefined && step.onFailure.length > 0)
    return guarded(step, code, step.onFailure, context);
  if (code.form === "statements")
    return step.when === undefined ? [...code.statements] : [onlyWhen(step, code.statements, context)];
  if (!step.used) {
    const statement = [code.expression, ";"];
    return step.when === undefined ? [statement] : [onlyWhen(step, [statement], context)];
  }
  const value =
    step.when === undefined
      ? code.expression
      : conditional(context.module.expression(step.when), code.expression, "undefined");
  return [[`const ${localName(step)} =`, assigned(value), ";"]];
}

function onlyWhen(step: RouteStep, statements: readonly Layout[], context: StepContext): Layout {
  return step.when === undefined
    ? statements
    : [condition(context.module.expression(step.when)), block(statements)];
}

/** A step with `onFailure`: `try`, with its branches in `catch`; what is in none of them is thrown on. */
function guarded(
  step: RouteStep,
  code: StepCode,
  branches: readonly FailureBranch[],
  context: StepContext,
): Layout[] {
  const { module, run } = context;
  const error = module.scope.declare("error");
  const isBound = step.used && code.form === "expression";
  // Without a name for its type the result goes through a variable whose type TypeScript follows from here to there.
  const isTyped = code.form === "expression" && code.type !== undefined;
  const variable = isTyped ? localName(step) : isBound ? module.scope.declare("outcome") : "";
  const attempt: Layout[] =
    code.form === "statements"
      ? [...code.statements]
      : [[isBound ? `${variable} = ` : "", code.expression, ";"]];
  const classes = array(branches.flatMap((branch) => branch.classes.map(textLiteral)));
  const handler = [
    [`const failure =`, assigned(call(`${run}.failureOf`, [error, classes], true)), ";"],
    `if (failure === undefined) throw ${error};`,
    ...failureBranches(branches, context),
  ];
  const tried: Layout = ["try ", block(attempt), ` catch (${error}) `, block(handler)];
  const statement = step.when === undefined ? tried : onlyWhen(step, [tried], context);
  if (!isBound) return [statement];
  if (code.type === undefined)
    return [`let ${variable};`, statement, `const ${localName(step)} = ${variable};`];
  return [[`let ${variable}: `, code.type(), step.optional ? " | undefined" : "", ";"], statement];
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

/** A step's result goes by the step's name, for expressions call it so. */
function localName({ name }: RouteStep): string {
  return isReserved(name) ? safe(name) : name;
}
