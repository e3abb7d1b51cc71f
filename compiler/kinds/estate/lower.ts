import type { Plan, PlanDomain } from "../../plan/plan.ts";
import { parseDuration } from "../duration.ts";
import type { LowerContext } from "../kind.ts";
import type { Domain, Environment } from "./spec.ts";

type PlanEnvironment = Plan["estate"]["environments"][string];

export function lowerEstate({ model }: LowerContext): Partial<Plan> {
  if (!model.estate) return {};
  const { metadata, spec } = model.estate;
  const environments = Object.entries(spec.environments).toSorted(([one], [other]) => (one < other ? -1 : 1));
  const domains = Object.entries(spec.domains).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return {
    estate: {
      name: metadata.name,
      environments: Object.fromEntries(environments.map(([name, each]) => [name, lowerEnvironment(each)])),
      domains: Object.fromEntries(domains.map(([name, each]) => [name, lowerDomain(each)])),
    },
  };
}

function lowerEnvironment({ backlog, history, deploy, ...rest }: Environment): PlanEnvironment {
  return {
    ...rest,
    ...(deploy && { deploy: lowerDeploy(deploy) }),
    ...(history && { history: lowerHistory(history) }),
    ...(backlog && {
      backlog: {
        ...(backlog.runs !== undefined && { runs: backlog.runs }),
        ...(backlog.age !== undefined && { ageMs: parseDuration(backlog.age) }),
      },
    }),
  };
}

function lowerDeploy({ drain, ...rest }: NonNullable<Environment["deploy"]>): unknown {
  return { ...rest, ...(drain !== undefined && { drainMs: parseDuration(drain) }) };
}

function lowerHistory({
  default: rest,
  ...classes
}: NonNullable<Environment["history"]>): NonNullable<PlanEnvironment["history"]> {
  const sorted = Object.entries(classes).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return {
    ...(rest !== undefined && { defaultMs: parseDuration(rest) }),
    ...(sorted.length > 0 && {
      byClass: Object.fromEntries(sorted.map(([name, time]) => [name, parseDuration(time)])),
    }),
  };
}

function lowerDomain({ owner, criticality, recovery }: Domain): PlanDomain {
  return { owner, criticality, ...(recovery && { recoveryMs: parseDuration(recovery.time) }) };
}
