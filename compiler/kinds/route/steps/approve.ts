import { anyTarget } from "../../../values/target.ts";
import { prepareValue } from "../../../values/value.ts";
import { parseDuration } from "../../duration.ts";
import { duration, kebabName, object, value } from "../../vocabulary.ts";
import { prepareOutcome } from "../sequence/outcome-branches.ts";
import type { StepKind } from "./kind.ts";
import { onExpiry, stepList } from "./properties.ts";
import { reportNoDeadline } from "./wait.ts";

/** What a decision gives: `Approval` of the runtime's contract. */
const decisionType = "{ readonly by: string; readonly at: Instant; readonly note?: string }";

/** Waits for a person's decision. */
export const approveStep: StepKind = {
  name: "approve",
  named: "result",
  takes: [],
  properties: {
    approve: object(
      {
        role: kebabName("Who may decide: a role, such as `fraud-desk`."),
        within: duration("How long a decision is waited for; then `onExpiry` is taken."),
        show: value("What the person sees: a map of values and expressions."),
      },
      ["role"],
      "Asks a person of a role. The result says who approved it and when: `by`, `at`, `note`.",
    ),
    onReject: stepList(
      "What happens when the person says no. The step's own name says there who did and why: `by`, `at`, `note`.",
    ),
    onExpiry,
  },
  prepare(step, scope) {
    const { show, within, role } = step.approve ?? {};
    const shown = show && prepareValue(show, anyTarget("show"), `${scope.id}.show`, scope.path, scope);
    reportNoDeadline(step, within, false, scope);
    const own =
      step.name === undefined ? [] : [{ do: "declare", name: step.name, type: decisionType } as const];
    const rejected = prepareOutcome(step, "onReject", scope, own);
    const expired = prepareOutcome(step, "onExpiry", scope);
    return {
      statements: [
        ...(shown?.statements ?? []),
        ...(rejected?.statements ?? []),
        ...(expired?.statements ?? []),
      ],
      result: decisionType,
      mayBeMissing: [rejected, expired].some((branch) => branch?.ends === false),
      judge: (checked) => {
        rejected?.judge(checked);
        expired?.judge(checked);
      },
      lower: (lowering) => ({
        role,
        ...(within !== undefined && { withinMs: parseDuration(within) }),
        ...(shown && { show: shown.lower(lowering.checked).value }),
        ...(rejected && { onReject: rejected.lower(lowering) }),
        ...(expired && { onExpiry: expired.lower(lowering) }),
      }),
    };
  },
};
