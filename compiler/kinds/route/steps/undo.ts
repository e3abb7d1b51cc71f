import type { CheckStatement } from "../../../expressions/check.ts";
import type { UndoPlan } from "../../../plan/step.ts";
import type { StepScope } from "../sequence/scope.ts";
import { undoOf } from "../sequence/within.ts";
import type { StepSpec, UndoSpec } from "../spec.ts";
import { usedNames } from "../used-names.ts";
import { calledBy, linkCalled, prepareCalledInput } from "./called.ts";
import type { StepLowering } from "./kind.ts";
import type { StepLinker } from "./linker.ts";

export interface PreparedUndo {
  readonly statements: readonly CheckStatement[];
  lower(lowering: StepLowering): UndoPlan;
}

/** `compensate` of a call: the operation that undoes it. */
export function linkUndo(step: StepSpec, { context, document }: StepLinker): void {
  const undo = undoOf(step);
  if (undo?.call !== undefined) linkCalled(undo.call, document.spanOf(undo, "call"), context);
  if (undo?.policy !== undefined) context.names.find("Policy", undo.policy, document.spanOf(undo, "policy"));
}

/** From here on the call can be undone by its name. One that is said wrongly was meant to be, so what undoes it is right. */
export function takeUndoable(step: StepSpec, scope: StepScope): void {
  const undo = undoOf(step);
  const stays = undo?.none !== undefined && undo.call === undefined;
  if (step.name !== undefined && step.compensate !== undefined && !stays)
    scope.undoable.set(step.name, scope.region);
}

/** Undefined where there is nothing to undo it with. `result` is the type of what the step gave, which `with` sees by its name. */
export function prepareUndo(
  step: StepSpec,
  result: string | undefined,
  scope: StepScope,
): PreparedUndo | undefined {
  const undo = undoOf(step);
  if (step.compensate !== undefined && !undo) reportNoUndo(step, scope);
  if (!undo) return undefined;
  reportWords(undo, scope);
  const called = calledBy(undo.call ?? "", scope.model);
  if (!called) return undefined;
  const { document } = scope;
  const span = document.spanOf(undo, "call");
  const input = prepareCalledInput({ called, with: undo.with, span, id: `${scope.id}.compensate` }, scope);
  const own: readonly CheckStatement[] =
    step.name === undefined || result === undefined ? [] : [{ do: "declare", name: step.name, type: result }];
  return {
    // A scope of its own, in which the step is done: its result is there, whatever it is for later steps.
    statements: [{ do: "block", body: [...own, ...(input?.statements ?? [])] }],
    lower: ({ checked }) => ({
      at: scope.at(document.spanOf(undo)),
      target: called.target,
      ...(undo.policy !== undefined && { policy: undo.policy }),
      ...(input && { with: input.lower(checked).value }),
      ...(input && called.input && { input: called.input.type }),
      seesOwn: step.name !== undefined && usedNames(input?.statements ?? []).has(step.name),
    }),
  };
}

/** On a call `compensate` says how it is undone; what is undone is said by a step of its own. */
function reportNoUndo(step: StepSpec, scope: StepScope): void {
  scope.report(
    "WB2321",
    scope.document.spanOf(step, "compensate"),
    "On a call `compensate` says how that call is undone.",
    scope.path,
    {
      help: 'Write `compensate: { call: …, with: … }`, or `{ none: "why not" }`; to undo what was done, make `compensate: all` a step of its own.',
    },
  );
}

function reportWords(undo: UndoSpec, scope: StepScope): void {
  const { call, none, with: input, policy } = undo;
  const both = call !== undefined && none !== undefined;
  if (call !== undefined && !both) return;
  const idle = none !== undefined && (input !== undefined || policy !== undefined);
  if (none !== undefined && !both && !idle) return;
  scope.report(
    "WB2321",
    scope.document.spanOf(undo),
    both
      ? "It is undone by a call, or there is a reason why it is not: not both."
      : idle
        ? "Nothing undoes this call, so there is nothing to give."
        : "It is not said what undoes this call.",
    scope.path,
    { help: 'Write `{ call: …, with: … }`, or `{ none: "why it need not be undone" }`.' },
  );
}
