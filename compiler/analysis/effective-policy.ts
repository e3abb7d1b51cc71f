import type { Policy } from "../../runtime/contract/policy.ts";
import type { SpecDocument } from "../kinds/document.ts";
import { defaultPolicy, fillPolicy } from "../kinds/policy/lower.ts";
import type { PolicySpec } from "../kinds/policy/spec.ts";
import type { RouteSpec, StepSpec } from "../kinds/route/spec.ts";
import type { Model } from "../model/model.ts";

/** A policy as it is followed, all defaults filled in. */
export interface EffectivePolicy {
  readonly policy: Policy;
  /** Absent for the default policy where the estate has none of that name. */
  readonly document?: SpecDocument<PolicySpec>;
}

/** A step's own policy, else its route's, else that of the route's class, else the default. Undefined where the one named is broken or unknown. */
export function effectivePolicy(
  route: SpecDocument<RouteSpec>,
  step: StepSpec | undefined,
  model: Model,
): EffectivePolicy | undefined {
  const { spec } = route;
  const ofClass = spec.class === undefined ? undefined : model.estate?.spec.classes?.[spec.class]?.policy;
  const name = step?.policy ?? spec.policy ?? ofClass ?? defaultPolicy;
  const document = model.policies.get(name);
  if (document) return { policy: fillPolicy(name, document.spec), document };
  return name === defaultPolicy ? { policy: fillPolicy(name, {}) } : undefined;
}
