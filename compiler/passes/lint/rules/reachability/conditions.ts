import { canNeverBe, isAlways, not } from "../../../../analysis/condition/decide.ts";
import { factsOf, factTexts } from "../../../../analysis/condition/facts.ts";
import { type Condition, readCondition } from "../../../../analysis/condition/read.ts";
import { flowsOf } from "../../../../analysis/flow/index.ts";
import type { Value } from "../../../../analysis/flow/value.ts";
import type { Operands } from "../../../../analysis/flow/walk.ts";
import type { Reporter } from "../../../../diagnostics/diagnostic.ts";
import type { CapabilitySpec } from "../../../../kinds/capability/spec.ts";
import { capabilityUnit } from "../../../../kinds/capability/units.ts";
import type { SpecDocument } from "../../../../kinds/document.ts";
import { routeUnit } from "../../../../kinds/route/prepare.ts";
import { innerSteps } from "../../../../kinds/route/sequence/within.ts";
import type { RouteSpec, StepSpec } from "../../../../kinds/route/spec.ts";
import type { YamlNode } from "../../../../source/node.ts";
import type { Span } from "../../../../source/source.ts";
import { perDocument } from "../../per-document.ts";
import type { Rule } from "../../rule.ts";

/** A condition that is the same whatever comes is a slip, and what stands behind it never runs, or always. */
export const conditions: Rule = {
  name: "conditions",
  codes: ["WB3703", "WB3704", "WB3705"],
  check(model, reporter, { hasError }) {
    // TypeScript has told where it knows the values.
    const untold: Reporter = {
      report: (code, span, ...rest) => {
        if (!hasError(span)) reporter.report(code, span, ...rest);
      },
    };
    const operands = new Map(flowsOf(model).map((flow) => [flow.unit, flow.operands]));
    for (const [name, route] of model.routes) checkRoute(route, untold, operands.get(routeUnit(name)));
    for (const [name, capability] of model.capabilities)
      checkRollout(capability, untold, operands.get(capabilityUnit(name)));
  },
};

const checkRoute = perDocument<RouteSpec, [Operands | undefined]>((document, reporter, operands) => {
  checkSteps(document.spec.steps, [], { document, reporter, operands });
});

const checkRollout = perDocument<CapabilitySpec, [Operands | undefined]>((document, reporter, operands) => {
  checkBranches(document.spec.rollout, [], { document, reporter, operands });
});

interface Place {
  readonly document: SpecDocument;
  readonly reporter: Reporter;
  readonly operands: Operands | undefined;
}

/** What is true wherever a step is reached, with the place that says so. */
interface Known {
  readonly condition: Condition;
  readonly span: Span;
}

/** A condition of its own, with what the schemas say of its operands. */
interface Own extends Known {
  readonly operands: ReadonlyMap<string, Value>;
}

function checkSteps(steps: readonly StepSpec[], known: readonly Known[], place: Place): void {
  let here = known;
  for (const step of steps) {
    const own = step.when === undefined ? undefined : ownOf(step, place);
    if (own) judge(own, here, [], place);
    const inside = own ? [...here, own] : here;
    if (step.choose) checkBranches(step.choose, inside, place);
    for (const { in: list, steps: inner } of innerSteps(step))
      if (list !== "choose") checkSteps(inner, inside, place);
    // What comes after an end is only reached where its condition does not hold.
    if (own && (step.end !== undefined || step.fail !== undefined))
      here = [...here, { condition: not(own.condition), span: own.span }];
  }
}

interface Branch {
  readonly when?: string;
  readonly steps?: readonly StepSpec[];
  readonly otherwise?: readonly StepSpec[];
}

/** The first branch that holds is taken, so that each is only reached where those before it do not hold. */
function checkBranches(branches: readonly Branch[], known: readonly Known[], place: Place): void {
  const before: Known[] = [];
  for (const branch of branches) {
    const own = branch.when === undefined ? undefined : ownOf(branch, place);
    const constant = own ? judge(own, known, before, place) : false;
    const refused = before.map(({ condition, span }) => ({ condition: not(condition), span }));
    checkSteps(branch.steps ?? branch.otherwise ?? [], [...known, ...refused, ...(own ? [own] : [])], place);
    // After one that was told, the rest would only be told for its sake.
    if (own && !constant) before.push(own);
  }
}

function ownOf(owner: { readonly when?: string }, { document, operands }: Place): Own {
  const node: YamlNode = document.nodeOf(owner, "when");
  return {
    condition: readCondition(owner.when ?? "true"),
    span: node.span,
    operands: (node.type === "scalar" && operands?.get(node)) || new Map<string, Value>(),
  };
}

/** Reports a condition that is always the same where it is asked; whether it was. */
function judge(own: Own, known: readonly Known[], before: readonly Known[], { reporter }: Place): boolean {
  const text = "Nothing that comes can make this condition true";
  const facts = factsOf(own.operands);
  if (canNeverBe([...facts, own.condition])) {
    reporter.report("WB3703", own.span, `${text}, so what stands here never runs.`, {
      help: `${bySchema(own, canNeverBe([own.condition]))}Say when it is to run, or take it out.`,
    });
    return true;
  }
  if (canNeverBe([...facts, not(own.condition)])) {
    reporter.report("WB3704", own.span, "This condition is true whatever comes.", {
      help: `${bySchema(own, isAlways(own.condition))}Say when it is to hold (\`&&\` where both must, \`||\` where one is enough), or leave the condition out.`,
    });
    return true;
  }
  const outer = known.map(({ condition }) => condition);
  if (canNeverBe([...outer, own.condition])) {
    if (canNeverBe(outer)) return true; // The place itself is never reached, and was told.
    reporter.report("WB3703", own.span, `${text} here, so what stands behind it never runs.`, {
      help: "Before it gets here, the opposite has been asked for.",
      related: known.map(({ span }) => ({ message: "It only gets here by this condition.", span })),
    });
    return true;
  }
  const refused = before.map(({ condition }) => not(condition));
  if (before.length === 0 || !canNeverBe([...outer, ...refused, own.condition])) return false;
  const takers = before.filter(({ condition }) => canNeverBe([...outer, not(condition), own.condition]));
  reporter.report(
    "WB3705",
    own.span,
    "This branch is never taken: whatever it is for, a branch before it has taken already.",
    {
      help: "The first branch that holds is taken: put the narrower one first, or correct its condition.",
      related: (takers.length > 0 ? takers : before).map(({ span }) => ({
        message: "It is taken here.",
        span,
      })),
    },
  );
  return true;
}

/** What the schemas say, where the condition by itself would not decide it. */
function bySchema({ operands }: Own, byItself: boolean): string {
  return byItself ? "" : `${factTexts(operands).join(", ")} by what is declared. `;
}
