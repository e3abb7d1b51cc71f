import { Failure } from "../contract/failure.ts";
import type { Given, RouteRun, Step, TakenOutcome } from "../contract/route-run.ts";
import { instant } from "../library/index.ts";
import { discreet } from "./discreet.ts";
import { valueOf } from "./given.ts";
import { infoOf, type StepKit } from "./kit.ts";
import { wireForm } from "./wire-form.ts";

/** Parks the run until a person of the role decides, or the time is over. */
export function approve(kit: StepKit): RouteRun["approve"] {
  return async <const Taken extends "rejected" | "expired" = never>(
    step: Step,
    asked: { readonly role: string; readonly withinMs?: number; readonly show: Given<unknown> },
    taken: readonly Taken[],
  ): Promise<TakenOutcome<Taken>> => {
    const outcome = await decision(kit, step, asked);
    if (outcome.kind !== "approved" && !taken.some((kind) => kind === outcome.kind))
      throw discreet(kit, refusal(step, asked.role, outcome));
    return outcome as TakenOutcome<Taken>; // what is not taken was thrown
  };
}

type Outcome = TakenOutcome<"rejected" | "expired">;

async function decision(
  kit: StepKit,
  step: Step,
  {
    role,
    withinMs,
    show,
  }: { readonly role: string; readonly withinMs?: number; readonly show: Given<unknown> },
): Promise<Outcome> {
  const options = {
    role,
    show: wireForm(valueOf(kit, step, show)),
    ...(withinMs === undefined ? {} : { withinMs }),
  };
  const decided = await kit.context.approve(infoOf(kit, step, "approve"), options);
  if (decided.kind === "expired") return decided;
  return { ...decided, at: instant(new Date(decided.at).toISOString()) };
}

function refusal(step: Step, role: string, outcome: Outcome): Failure {
  const { at } = step;
  if (outcome.kind === "expired") return new Failure("refused", `No one of ${role} decided in time.`, { at });
  const why = outcome.note === undefined ? "" : `: ${outcome.note}`;
  return new Failure("refused", `${outcome.by} rejected it${why}`, { at });
}
