import type { CheckStatement } from "../../../expressions/check.ts";
import type { WaitStep } from "../../../plan/step.ts";
import { isExpression } from "../../../source/node.ts";
import { type CheckedUnit, lowered } from "../../../values/prepared.ts";
import { parseDuration } from "../../duration.ts";
import { contractReference, duration, expression, object } from "../../vocabulary.ts";
import { prepareOutcome } from "../sequence/outcome-branches.ts";
import type { StepScope } from "../sequence/scope.ts";
import type { StepSpec, WaitSpec } from "../spec.ts";
import { namesIn } from "../used-names.ts";
import type { PreparedStep, StepKind } from "./kind.ts";
import { onExpiry } from "./properties.ts";

/** Waits for an event, or for a time. */
export const waitStep: StepKind = {
  name: "wait",
  named: "result",
  takes: [],
  properties: {
    wait: object(
      {
        event: contractReference("The contract of the event that is waited for."),
        where: expression(
          "Which of them: a condition that sees `event`, the event's data, beside what the step sees.",
        ),
        within: duration("How long it is waited for; then `onExpiry` is taken."),
        for: duration("Instead of an event: how long to wait."),
      },
      [],
      "An `event` with `where`, or a time by `for`. Events published since the run was accepted count.",
    ),
    onExpiry,
  },
  link(step, { context, document }) {
    const { wait } = step;
    if (wait?.event !== undefined) context.names.find("Contract", wait.event, document.spanOf(wait, "event"));
  },
  prepare(step, scope) {
    const wait = step.wait ?? {};
    if (!reportWords(step, wait, scope)) return { statements: [], lower: () => ({}) };
    if (wait.for !== undefined) {
      const forMs = parseDuration(wait.for);
      return { statements: [], lower: () => ({ forMs }) };
    }
    return waitForEvent(step, wait, scope);
  },
};

function waitForEvent(step: StepSpec, wait: WaitSpec, scope: StepScope): PreparedStep {
  const contract = scope.model.contracts.get(wait.event ?? "")?.schema;
  if (!contract) return { statements: [], result: "any", lower: () => ({}) }; // Link has told.
  const id = `${scope.id}.where`;
  const type = scope.typeOf(contract.type);
  const expiry = prepareOutcome(step, "onExpiry", scope);
  return {
    statements: [
      { do: "block", body: [{ do: "declare", name: "event", type }, ...where(wait, id, scope)] },
      ...(expiry?.statements ?? []),
    ],
    result: type,
    mayBeMissing: expiry !== undefined && !expiry.ends,
    judge: (checked) => {
      // Of a condition that is no condition something else is told.
      if (checked.get(id) && !isTied(wait, scope)) reportAnyEvent(wait, "where", scope);
      expiry?.judge(checked);
    },
    lower: (lowering) => ({
      event: { contract: contract.label, type: contract.type },
      ...eventWanted(wait, lowering.checked, id),
      ...(wait.within !== undefined && { withinMs: parseDuration(wait.within) }),
      ...(expiry && { onExpiry: expiry.lower(lowering) }),
    }),
  };
}

function eventWanted(wait: WaitSpec, checked: CheckedUnit, id: string): Pick<WaitStep, "where" | "match"> {
  if (wait.where === undefined) return {};
  const match = checked.get(id)?.demanded;
  return { where: lowered(checked, id), ...(match && { match }) };
}

function where(wait: WaitSpec, id: string, scope: StepScope): readonly CheckStatement[] {
  if (wait.where === undefined) {
    reportAnyEvent(wait, "event", scope);
    return [];
  }
  const node = scope.document.nodeOf(wait, "where");
  if (!isExpression(node)) throw new Error("`where` is not an expression.");
  const expected = { type: "boolean", label: "`where`", optional: false };
  return [{ do: "expression", id, node, expected, demandsOf: "event" }];
}

/** Whether `where` compares the event with something of this run, where its contract says what it is about. */
function isTied(wait: WaitSpec, scope: StepScope): boolean {
  const contract = scope.model.contracts.get(wait.event ?? "")?.schema;
  const node = scope.document.nodeOf(wait, "where");
  const names = new Set(node.type === "scalar" ? namesIn(node.text) : []);
  const own = names.has("message") || [...names].some((name) => scope.names.has(name));
  return names.size === 0 || !contract?.key || (names.has("event") && own);
}

/** Every run that waits would take the first event there is, whatever it is about. */
function reportAnyEvent(wait: WaitSpec, key: "event" | "where", scope: StepScope): void {
  const contract = scope.model.contracts.get(wait.event ?? "")?.schema;
  const field = contract?.key?.[0] ?? "id";
  scope.report(
    "WB2326",
    key === "event" ? scope.document.spanOf(wait, "event") : scope.document.spanOf(wait, "where"),
    key === "event"
      ? `Which \`${wait.event ?? ""}\` is waited for? Without \`where\` the next one ends the wait, whoever it is for.`
      : `This does not tie \`${wait.event ?? ""}\` to this run: the next one ends every wait alike.`,
    scope.path,
    { help: `Compare a field of the event with one of this run: \`where: =event.${field} == …\`.` },
  );
}

/** Whether it says one thing, and nothing that goes with the other. */
function reportWords(step: StepSpec, wait: WaitSpec, scope: StepScope): boolean {
  const { document } = scope;
  const timer = wait.for !== undefined;
  if (timer === (wait.event !== undefined)) {
    scope.report(
      "WB2327",
      document.spanOf(wait),
      timer ? "It waits for an event or for a time, not both." : "It is not said what is waited for.",
      scope.path,
      {
        help: timer
          ? "To wait for an event, but not longer than a time, write `{ event: …, where: …, within: … }`."
          : "Write `wait: { event: …, where: =event.… == …, within: 5d }`, or `wait: { for: 10m }`.",
      },
    );
    return false;
  }
  const idle = timer ? (["where", "within"] as const).find((key) => wait[key] !== undefined) : undefined;
  if (idle)
    scope.report(
      "WB2327",
      document.keySpan(wait, idle),
      `\`${idle}\` goes with \`event\`: a time simply passes.`,
      scope.path,
      {
        help: "Leave it out.",
      },
    );
  reportNoDeadline(step, wait.within, timer, scope);
  return true;
}

/** `onExpiry` of what never expires. */
export function reportNoDeadline(
  step: StepSpec,
  within: string | undefined,
  timer: boolean,
  scope: StepScope,
): void {
  if (!step.onExpiry || within !== undefined) return;
  scope.report(
    "WB2328",
    scope.document.keySpan(step, "onExpiry"),
    timer
      ? "A time does not expire: the steps after it go on."
      : "Without `within` this waits for ever, so `onExpiry` is never taken.",
    scope.path,
    {
      help: timer
        ? "Put what is to be done behind the step."
        : "Add `within: 4h`, or whatever the business can wait.",
    },
  );
}
