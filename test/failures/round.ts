import type { Plan } from "../campaign/campaign.ts";
import { type Outcome, play } from "../campaign/round.ts";
import { Chance } from "../simulation/chance.ts";
import type { Fault } from "./faults/fault.ts";
import { withoutStragglers } from "./judge/stragglers.ts";
import type { Servers } from "./world/servers.ts";
import { World } from "./world/world.ts";

export interface RoundOptions {
  readonly servers: Servers;
  readonly seed: number;
  readonly plan: Plan<Fault>;
  readonly plant?: string | undefined;
}

const times = {
  warmUpMs: 2_000,
  betweenMs: 2_000,
  paceMs: 500,
  // Calls that were lost are made good within a minute.
  restMs: 180_000,
  // Four groups of up to two minutes, and what follows.
  deadlineMs: 900_000,
} as const;

/** A service of several replicas on servers of their own, and what goes wrong with them. Its events go over Kafka where that matters. */
export async function round({ servers, seed, plan, plant }: RoundOptions): Promise<Outcome> {
  const chance = new Chance(seed);
  const overKafka = plan.flat().some((fault) => fault.overKafka === true);
  const world = await World.make(servers, chance, { plant, overKafka });
  return play({
    seed,
    chance,
    subject: world,
    times,
    troubles: plan.map((group) =>
      group.map((fault) => ({
        name: fault.name,
        happen: (own) => {
          world.count(fault.name);
          return fault.happen(world, own);
        },
      })),
    ),
    begin: () => world.deploy(),
    judged: withoutStragglers,
    judge: ({ calls }) =>
      world.count("late calls under a key that was known", world.receiver.calls.length - calls.length),
  });
}
