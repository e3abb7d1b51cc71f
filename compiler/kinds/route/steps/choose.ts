import type { CheckStatement } from "../../../expressions/check.ts";
import { isExpression } from "../../../source/node.ts";
import { lowered } from "../../../values/prepared.ts";
import { expression, listOf, object } from "../../vocabulary.ts";
import type { Names, PreparedSequence, StepScope } from "../sequence/scope.ts";
import type { StepSpec } from "../spec.ts";
import type { StepKind } from "./kind.ts";
import { stepList } from "./properties.ts";

type BranchSpec = NonNullable<StepSpec["choose"]>[number];

/** The first branch whose condition holds is taken. */
export const chooseStep: StepKind = {
  name: "choose",
  takes: [],
  properties: {
    choose: listOf(
      object(
        {
          when: expression("The condition of this branch."),
          steps: stepList("What is done then."),
          otherwise: stepList(
            "Instead of `when` and `steps`, in the last branch: what is done when none holds.",
          ),
        },
        [],
        "One branch: `when` and `steps`, or `otherwise`.",
      ),
      "Branches in order; the first whose condition holds is taken.",
      1,
    ),
  },
  prepare(step, scope) {
    const specs = step.choose ?? [];
    reportBranches(specs, scope);
    const before = new Map(scope.names);
    const branches = specs.flatMap((spec, index) => prepareBranch(spec, index, before, scope));
    const last = specs.at(-1)?.otherwise;
    const otherwise =
      last && inOwnNames(before, scope, (names) => scope.sequence(last, `${scope.id}.otherwise`, { names }));
    const all = [...branches.map(({ steps }) => steps), ...(otherwise ? [otherwise] : [])];
    return {
      statements: [
        ...branches.flatMap(({ statements }) => statements),
        ...(otherwise ? [block(otherwise)] : []),
      ],
      ends: otherwise !== undefined && all.every(({ ends }) => ends),
      judge: (checked) => {
        for (const steps of all) steps.judge(checked);
      },
      lower: (lowering) => ({
        branches: branches.map(({ id, at, steps }) => ({
          at,
          when: lowered(lowering.checked, id),
          steps: steps.lower(lowering),
        })),
        ...(otherwise && { otherwise: otherwise.lower(lowering) }),
      }),
    };
  },
};

function prepareBranch(spec: BranchSpec, index: number, before: Names, scope: StepScope) {
  const { steps } = spec;
  if (spec.when === undefined || !steps) return [];
  const id = `${scope.id}.choose[${index}].when`;
  const node = scope.document.nodeOf(spec, "when");
  if (!isExpression(node)) throw new Error("`when` is not an expression.");
  const expected = { type: "boolean", label: "`when`", optional: false };
  const sequence = inOwnNames(before, scope, (names) =>
    scope.sequence(steps, `${scope.id}.choose[${index}]`, { names }),
  );
  const statements: readonly CheckStatement[] = [
    { do: "expression", id, node, expected },
    block(sequence, id),
  ];
  return [{ id, at: scope.at(node.span), steps: sequence, statements }];
}

/** Branches exclude each other, so two may use the same name; after them all of their names are taken. */
function inOwnNames(
  before: Names,
  scope: StepScope,
  prepare: (names: Names) => PreparedSequence,
): PreparedSequence {
  const names = new Map(before);
  const sequence = prepare(names);
  for (const [name, span] of names) scope.names.set(name, span);
  return sequence;
}

function block(steps: PreparedSequence, when?: string): CheckStatement {
  return {
    do: "block",
    body: steps.statements,
    ...(when !== undefined && { when }),
    ...(steps.ends && { ends: true }),
  };
}

function reportBranches(specs: readonly BranchSpec[], scope: StepScope): void {
  for (const [index, spec] of specs.entries()) {
    const branch = spec.when !== undefined && spec.steps && !spec.otherwise;
    const otherwise = spec.otherwise && spec.when === undefined && !spec.steps;
    const last = index === specs.length - 1;
    if (branch || (otherwise && last)) continue;
    scope.report(
      "WB2313",
      scope.document.spanOf(spec),
      otherwise
        ? "What stands after `otherwise` is never reached."
        : "A branch has `when` and `steps`, or `otherwise` alone.",
      scope.path,
      {
        help: otherwise
          ? "Put `otherwise` last."
          : "Write `{ when: =…, steps: […] }`, or `{ otherwise: […] }` as the last branch.",
      },
    );
  }
}
