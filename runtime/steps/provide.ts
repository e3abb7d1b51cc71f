import type { Capability } from "../contract/capability.ts";
import { Failure } from "../contract/failure.ts";
import type { Given, RouteRun, Step } from "../contract/route-run.ts";
import { discreet } from "./discreet.ts";
import { valueOf } from "./given.ts";
import { infoOf, type StepKit } from "./kit.ts";
import { located } from "./located.ts";

type Operations = Readonly<Record<string, { readonly input: unknown; readonly output: unknown }>>;

/** A capability: who provides is decided once (for a pinned key, for good), then that provider runs under this step's name. */
export function provide(kit: StepKit, run: RouteRun) {
  return async <Ops extends Operations, Name extends keyof Ops & string>(
    step: Step,
    capability: Capability<Ops>,
    operation: Name,
    given: Given<Ops[Name]["input"]>,
  ): Promise<Ops[Name]["output"]> => {
    const input = valueOf(kit, step, given);
    const name = await decide(kit, step, capability, input);
    const provider = capability.providers[name]?.[operation];
    if (!provider)
      throw new Failure(
        "invalid",
        `${name}, decided on for ${capability.name}, does not provide ${operation} in this build`,
        { at: step.at },
      );
    try {
      return await provider(run, step, input);
    } catch (error) {
      // What a step was blamed for stays itself; the rest is the mapping before or after the provider's call.
      throw error instanceof Failure && error.detail.at ? error : discreet(kit, located(error, step.at));
    }
  };
}

async function decide<Ops extends Operations>(
  kit: StepKit,
  step: Step,
  capability: Capability<Ops>,
  input: Ops[keyof Ops]["input"],
): Promise<string> {
  const choose = () => choice(step, capability, input);
  const pin = pinOf(step, capability, input);
  // Without a pin and with one provider there is nothing that a later build could decide differently about this run.
  if (pin === undefined && capability.rollout.length === 1) return choose();
  const info = infoOf(kit, { ...step, name: `${step.name}.provider` }, "decide");
  return kit.context.decide(
    info,
    pin === undefined ? `${kit.context.run}/${info.name}` : `${capability.name}/${pin}`,
    choose,
  );
}

function pinOf<Ops extends Operations>(
  step: Step,
  capability: Capability<Ops>,
  input: Ops[keyof Ops]["input"],
): string | undefined {
  try {
    return capability.pin?.(input);
  } catch (error) {
    throw located(error, step.at);
  }
}

function choice<Ops extends Operations>(
  step: Step,
  capability: Capability<Ops>,
  input: Ops[keyof Ops]["input"],
): string {
  try {
    const rule = capability.rollout.find(({ when }) => when?.(input) ?? true);
    if (rule) return rule.to;
  } catch (error) {
    throw located(error, step.at);
  }
  throw new Failure("invalid", `no provider of ${capability.name} is chosen for this input`, { at: step.at });
}
