import type { PlanType } from "./plan.ts";
import type { CallTarget, PlanStep } from "./step.ts";

/** Steps within a step, and what decides whether, or for what, they are done: with another text another build may decide otherwise. */
export interface InnerPlan {
  readonly steps: readonly PlanStep[];
  readonly decided: string;
}

/** What readers of the plan ask of a step without knowing its kind. */
interface Planned<Step extends PlanStep> {
  /** Steps that it does as a part of itself: in a trace their names stand under its own, `lines[3].posting`. */
  readonly bodies?: (step: Step) => readonly InnerPlan[];
  /** Steps that it may go on with, in the order of the text; what is done after a failure is not among them. */
  readonly branches?: (step: Step) => readonly InnerPlan[];
  /** What is recorded as its result: a schema's type, or a word for one that every route has alike. */
  readonly result?: (step: Step) => PlanType | string | undefined;
  /** It has an entry of its own in the history of a run. */
  readonly traced: boolean;
  /** A run may stand still in it for good reason: it waits for an event, a person or a time. */
  readonly waits?: true;
}

/** One entry a kind: one that is left out does not compile. */
const kinds: {
  readonly [Kind in PlanStep["kind"]]: Planned<Extract<PlanStep, { readonly kind: Kind }>>;
} = {
  approve: {
    branches: ({ onReject, onExpiry }) => [
      { steps: onReject?.steps ?? [], decided: "onReject" },
      { steps: onExpiry?.steps ?? [], decided: "onExpiry" },
    ],
    result: () => "approval",
    traced: true,
    waits: true,
  },
  call: { result: ({ result }) => result, traced: true },
  choose: {
    branches: ({ branches, otherwise }) => {
      const asked = branches.map(({ when }) => when.code);
      return [
        // It is taken where its condition holds and none before it.
        ...branches.map(({ steps }, index) => ({
          steps,
          decided: JSON.stringify(asked.slice(0, index + 1)),
        })),
        { steps: otherwise ?? [], decided: `otherwise ${JSON.stringify(asked)}` },
      ];
    },
    traced: false,
  },
  compensate: { traced: false },
  each: { bodies: ({ items, steps }) => [{ steps, decided: items.code }], traced: true },
  end: { traced: false },
  fail: { traced: false },
  lookup: { result: () => "text", traced: true },
  map: { result: ({ result }) => result, traced: true },
  parallel: {
    bodies: ({ branches }) => branches.map(({ steps }, index) => ({ steps, decided: `branch ${index}` })),
    traced: false,
  },
  publish: { traced: true },
  respond: { traced: true },
  wait: {
    branches: ({ onExpiry }) => [{ steps: onExpiry?.steps ?? [], decided: "onExpiry" }],
    result: ({ event }) => event?.type,
    traced: true,
    waits: true,
  },
};

function planned(step: PlanStep): Planned<PlanStep> {
  // The entry is of the step's own kind; TypeScript cannot relate the two unions.
  return kinds[step.kind] as Planned<PlanStep>;
}

/** Steps that it does as a part of itself, list by list. Their own steps are not looked into. */
export function bodiesOf(step: PlanStep): readonly InnerPlan[] {
  return planned(step).bodies?.(step) ?? [];
}

/** Steps that it may go on with, list by list: its kind's own, then those after a failure. */
export function branchesOf(step: PlanStep): readonly InnerPlan[] {
  const failures = (step.onFailure ?? []).map(({ classes, steps }): InnerPlan => {
    return { steps, decided: `onFailure ${classes.join()}` };
  });
  return [...(planned(step).branches?.(step) ?? []), ...failures];
}

/** What is recorded as its result: a schema's type, or a word for one that every route has alike; undefined where there is none. */
export function resultOf(step: PlanStep): PlanType | string | undefined {
  return planned(step).result?.(step);
}

/** Whether it has an entry of its own in the history of a run. */
export function isTraced(step: PlanStep): boolean {
  return planned(step).traced;
}

/** Whether a run may stand still in it for good reason. */
export function isWaiting(step: PlanStep): boolean {
  return planned(step).waits === true;
}

/** The lists of steps within a step, in the order of the text. Their own steps are not looked into. */
export function innerPlans(step: PlanStep): readonly (readonly PlanStep[])[] {
  return [...bodiesOf(step), ...branchesOf(step)].map(({ steps }) => steps);
}

/** These steps and all within them, at any depth, in the order of the text. */
export function allSteps(steps: readonly PlanStep[]): readonly PlanStep[] {
  return steps.flatMap((step) => [step, ...innerPlans(step).flatMap(allSteps)]);
}

/** What a step calls: its own operation, and the one that undoes it. */
export function callsOf(step: PlanStep): readonly CallTarget[] {
  if (step.kind !== "call") return [];
  return [step.target, ...(step.compensate ? [step.compensate.target] : [])];
}
