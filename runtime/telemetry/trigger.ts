import type { Trigger } from "../contract/trigger.ts";
import type { Contract } from "../contract/validator.ts";
import type { PersonalPaths } from "./personal.ts";

type Of<Kind extends Trigger<unknown>["kind"]> = Extract<Trigger<unknown>, { readonly kind: Kind }>;

const contracts: {
  readonly [Kind in Trigger<unknown>["kind"]]: (trigger: Of<Kind>) => Contract<unknown> | undefined;
} = {
  capability: ({ input }) => input,
  event: ({ event }) => event.contract,
  http: ({ request }) => request,
  schedule: () => undefined,
  webhook: ({ webhook }) => webhook.payload,
};

/** The contract of what starts a route, where it has one. */
export function contractOf(trigger: Trigger<unknown>): Contract<unknown> | undefined {
  // The list gives for each kind the function of that kind; TypeScript can not relate the two unions.
  return (contracts[trigger.kind] as (trigger: Trigger<unknown>) => Contract<unknown> | undefined)(trigger);
}

/** What is personal in the data that starts a route. */
export function personalOf(trigger: Trigger<unknown>): PersonalPaths {
  return contractOf(trigger)?.personal ?? [];
}
