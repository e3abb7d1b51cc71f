import type { CheckStatement } from "../../../expressions/check.ts";
import { listOf, object } from "../../vocabulary.ts";
import type { PreparedSequence, Region, StepScope } from "../sequence/scope.ts";
import { namesIn } from "../used-names.ts";
import type { StepKind } from "./kind.ts";
import { concurrency, stepList } from "./properties.ts";

/** Several branches at once; the steps after it see what each of them gave. */
export const parallelStep: StepKind = {
  name: "parallel",
  takes: ["onFailure"],
  properties: {
    parallel: listOf(
      object({ steps: stepList("What this branch does, in order.") }, ["steps"], "One branch."),
      "Branches that run at the same time. If one fails, the others go on to their end before `onFailure` is taken.",
      2,
    ),
    concurrency,
  },
  prepare(step, scope) {
    const before = new Set(scope.names.keys());
    const branches = (step.parallel ?? []).map((branch, index) => {
      const region: Region = { of: "parallel", outer: scope.region };
      const taken = new Set(scope.names.keys());
      const id = `${scope.id}.parallel[${index}]`;
      const steps = scope.sequence(branch.steps, id, { region });
      // What a branch that never comes to its end gives, nobody sees.
      const gives = steps.ends ? [] : steps.gives;
      const own = new Set([...scope.names.keys()].filter((name) => !taken.has(name)));
      return { steps, gives, own, as: boundAs(id) };
    });
    reportNeighbours(branches, before, scope);
    const visible = branches.flatMap(({ gives }) => gives);
    return {
      statements: [
        ...branches.map(
          ({ steps, gives, as }): CheckStatement => ({
            do: "branch",
            ...(step.when !== undefined && { when: `${scope.id}.when` }),
            body: steps.statements,
            gives,
            as,
          }),
        ),
        ...branches.flatMap(({ gives, as }) => gives.map((name) => seenAfter(name, as, scope.optional))),
      ],
      scoped: true,
      gives: visible,
      judge: (checked) => {
        for (const { steps } of branches) steps.judge(checked);
      },
      lower: (lowering) => ({
        ...(step.concurrency !== undefined && { concurrency: step.concurrency }),
        branches: branches.map(({ steps, gives }) => ({
          steps: steps.lower(lowering),
          ends: steps.ends,
          gives: gives.filter((name) => lowering.isUsedBeside(name, steps.statements)),
        })),
      }),
    };
  },
};

/** A name of the check program for what a branch gives. */
function boundAs(id: string): string {
  return `branch$${id.replaceAll(/[^A-Za-z0-9]+/g, "_")}`;
}

function seenAfter(name: string, as: string, optional: boolean): CheckStatement {
  return { do: "declare", name, type: `(typeof ${as})["${name}"]${optional ? " | undefined" : ""}` };
}

interface Branch {
  readonly steps: PreparedSequence;
  /** Names that its steps and items took. */
  readonly own: ReadonlySet<string>;
}

/** A branch cannot read what another is still working on. */
function reportNeighbours(branches: readonly Branch[], before: ReadonlySet<string>, scope: StepScope): void {
  for (const branch of branches) {
    const others = new Set(branches.flatMap((other) => (other === branch ? [] : [...other.own])));
    for (const statement of expressionsIn(branch.steps.statements)) {
      const read = namesIn(statement.node.text).find(
        (name) => others.has(name) && !before.has(name) && !branch.own.has(name),
      );
      if (read === undefined) continue;
      scope.report(
        "WB2325",
        statement.node.span,
        `\`${read}\` is a step of another branch, which runs at the same time.`,
        scope.path,
        { help: `Put this after the \`parallel\`, or into the branch of \`${read}\`.` },
      );
    }
  }
}

type Expression = Extract<CheckStatement, { readonly do: "expression" }>;

function expressionsIn(statements: readonly CheckStatement[]): readonly Expression[] {
  return statements.flatMap((statement): readonly Expression[] => {
    if (statement.do === "expression") return [statement];
    return "body" in statement ? expressionsIn(statement.body) : [];
  });
}
