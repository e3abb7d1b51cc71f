import type { CheckStatement } from "../../../expressions/check.ts";
import type { PlanStep } from "../../../plan/step.ts";
import { lowered } from "../../../values/prepared.ts";
import type { StepSpec } from "../spec.ts";
import type { PreparedStep, StepLowering } from "../steps/kind.ts";
import { type PreparedBranches, prepareBranches } from "./failure-branches.ts";
import { readKind } from "./kind-of.ts";
import { takeStepName } from "./names.ts";
import { expressionOf, type PreparedSequence, type StepScope } from "./scope.ts";

type Context = Omit<StepScope, "id" | "path" | "optional" | "sequence" | "sees">;

interface Prepared {
  readonly kind: string;
  readonly spec: StepSpec;
  readonly scope: StepScope;
  readonly own: PreparedStep;
  readonly branches: PreparedBranches | undefined;
  readonly statements: readonly CheckStatement[];
  readonly ends: boolean;
}

/** Steps one after the other, each seeing those before it. `at` is the prefix of their expressions' ids. */
export function prepareSequence(specs: readonly StepSpec[], at: string, context: Context): PreparedSequence {
  const steps: Prepared[] = [];
  let told = false;
  for (const [index, spec] of specs.entries()) {
    const before = steps.at(-1);
    if (before?.ends && !told) {
      told = true;
      reportNeverRuns(spec, before, context);
    }
    const step = prepareStep(spec, `${at}[${index}]`, context);
    if (step) steps.push(step);
  }
  return {
    statements: steps.flatMap(({ statements }) => statements),
    ends: steps.some(({ ends }) => ends),
    gives: steps.flatMap(givenBy),
    judge: (checked) => {
      for (const { own, branches } of steps) {
        own.judge?.(checked);
        branches?.judge(checked);
      }
    },
    lower: (lowering) => {
      // Names first: what is added inside a step changes no name beside it, by which builds are compared.
      const named = steps.map((step) => ({ step, name: step.spec.name ?? lowering.nameFor(step.kind) }));
      return named.map(({ step, name }) => lowerStep(step, name, lowering));
    },
  };
}

function givenBy({ spec, own }: Prepared): readonly string[] {
  const itself = spec.name !== undefined && (own.result !== undefined || own.binds === true);
  return [...(itself ? [spec.name] : []), ...(own.gives ?? [])];
}

function prepareStep(spec: StepSpec, id: string, context: Context): Prepared | undefined {
  const path = spec.name === undefined ? id : `steps.${spec.name}`;
  const scope: StepScope = {
    ...context,
    id,
    path,
    optional: spec.when !== undefined,
    sees: (name) => name === "message" || context.names.has(name),
    sequence: (steps, at, changes) => prepareSequence(steps, at, { ...context, ...changes }),
  };
  const kind = readKind(spec, scope);
  if (!kind) return undefined;
  if (spec.name !== undefined)
    takeStepName(spec.name, scope.document.spanOf(spec, "name"), scope.names, scope);
  const branches = prepareBranches(spec, scope);
  const optional = scope.optional || branches?.goesOn === true;
  const own = kind.prepare(spec, { ...scope, optional });
  const statements = stepStatements(spec, own, branches, optional || own.mayBeMissing === true, scope);
  return {
    kind: kind.name,
    spec,
    scope,
    own,
    branches,
    statements,
    ends: own.ends === true && spec.when === undefined,
  };
}

function stepStatements(
  spec: StepSpec,
  own: PreparedStep,
  branches: PreparedBranches | undefined,
  optional: boolean,
  scope: StepScope,
): readonly CheckStatement[] {
  const statements: CheckStatement[] = [];
  if (spec.when === undefined) statements.push(...own.statements);
  else {
    statements.push(expressionOf(spec, "when", scope, { type: "boolean", label: "`when`", optional: false }));
    // A scope would hide the name that an each step gives its list.
    if (own.binds || own.scoped) statements.push(...own.statements);
    else
      statements.push({
        do: "block",
        when: `${scope.id}.when`,
        body: own.statements,
        ...(own.ends && { ends: true as const }),
      });
  }
  statements.push(...(branches?.statements ?? []));
  if (spec.name !== undefined && own.result !== undefined)
    statements.push({
      do: "declare",
      name: spec.name,
      type: optional ? `(${own.result}) | undefined` : own.result,
    });
  return statements;
}

function lowerStep(
  { kind, spec, scope, own, branches, ends }: Prepared,
  name: string,
  lowering: StepLowering,
): PlanStep {
  const step = {
    kind,
    name,
    at: scope.at(scope.document.spanOf(spec)),
    ...(spec.when !== undefined && { when: lowered(lowering.checked, `${scope.id}.when`) }),
    ...(spec.policy !== undefined && { policy: spec.policy }),
    ...(branches && { onFailure: branches.lower(lowering) }),
    // Where a step says its own name (to undo itself, or who rejected it), another thing is bound to it there.
    used: spec.name !== undefined && lowering.isUsedBeside(spec.name, own.statements),
    optional: scope.optional || branches?.goesOn === true || own.mayBeMissing === true,
    ends,
    ...own.lower(lowering),
  };
  // Each kind's `lower` gives what `compiler/plan/step.ts` says of it; a test holds that.
  return step as unknown as PlanStep;
}

function reportNeverRuns(spec: StepSpec, before: Prepared, context: Context): void {
  const path = spec.name === undefined ? before.scope.path : `steps.${spec.name}`;
  context.report(
    "WB2306",
    context.document.spanOf(spec),
    "This step never runs: the one before it ends the run.",
    path,
    {
      help: `Leave it out, or give the \`${before.kind}\` before it a condition with \`when\`.`,
      related: [{ message: "It ends here.", span: context.document.spanOf(before.spec) }],
    },
  );
}
