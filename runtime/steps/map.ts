import type { Step } from "../contract/route-run.ts";
import type { Contract } from "../contract/validator.ts";
import { personalValues } from "../telemetry/personal.ts";
import { check } from "./checked.ts";
import { discreet } from "./discreet.ts";
import { infoOf, type StepKit } from "./kit.ts";
import { located } from "./located.ts";

/** Pure: computes, holds the result against its contract, and makes the run findable by the result's key. */
export function map(kit: StepKit) {
  return async <T>(step: Step, compute: () => T, contract?: Contract<T>): Promise<T> => {
    const result = kit.context.pure(infoOf(kit, step, "map"), () => computed(kit, step, compute, contract));
    for (const value of personalValues(result, contract?.personal ?? [])) kit.personal.add(value);
    const key = contract?.key?.(result);
    if (contract && key !== undefined) kit.context.index(contract.name, key);
    return result;
  };
}

function computed<T>(kit: StepKit, step: Step, compute: () => T, contract: Contract<T> | undefined): T {
  try {
    const value = compute();
    const warnings = contract ? check(value, contract, step.at).warnings : [];
    for (const invariant of warnings)
      kit.warn("invariant does not hold", { step: step.name, invariant, contract: contract?.name });
    return value;
  } catch (error) {
    throw discreet(kit, located(error, step.at));
  }
}
