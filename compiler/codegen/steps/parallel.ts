import type { ParallelStep } from "../../plan/step.ts";
import type { Layout } from "../layout/document.ts";
import { array, arrow, block, call, object, usedParameters } from "../layout/syntax.ts";
import { localName, type StepContext, type StepEmitter, stepLayout } from "./step.ts";

type Branch = ParallelStep["branches"][number];

/** `const [{ reservation }, { screening }] = await run.parallel(step, [async (run) => { …; return { reservation }; }, …])`. */
export const emitParallel: StepEmitter<"parallel"> = (step, context) => {
  const branches = array(step.branches.map((branch) => branchLayout(branch, context)));
  const last = step.branches.findLastIndex(({ gives }) => gives.length > 0);
  const bound = step.branches.slice(0, last + 1);
  return {
    form: "expression",
    place: "branch",
    expression: [
      "await ",
      call(
        `${context.run}.parallel`,
        [
          stepLayout(step, context),
          branches,
          ...(step.concurrency === undefined ? [] : [String(step.concurrency)]),
        ],
        true,
      ),
    ],
    ...(bound.length > 0 && {
      pattern: {
        names: pattern(bound),
        skipped: array(bound.map(({ gives }) => missing(gives))),
      },
    }),
  };
};

function branchLayout({ steps, gives, ends }: Branch, context: StepContext): Layout {
  const statements = context.steps(steps, context);
  if (gives.length > 0 && !ends) statements.push(["return ", named(gives), ";"]);
  return arrow(usedParameters([context.run], statements), block(statements), { async: true, opens: true });
}

function named(gives: readonly string[]): Layout {
  return object(gives.map((name) => ({ key: localName({ name }), value: localName({ name }) })));
}

function missing(gives: readonly string[]): Layout {
  return object(gives.map((name) => ({ key: localName({ name }), value: "undefined" })));
}

/** A branch that gives nothing is skipped by an empty place. */
function pattern(branches: readonly Branch[]): Layout {
  return array(branches.map(({ gives }) => (gives.length > 0 ? named(gives) : "")));
}
