import { judgeOutages } from "../campaign/judge/flow.ts";
import { type Outcome, play } from "../campaign/round.ts";
import { Chance } from "../simulation/chance.ts";
import type { Fault } from "./faults/fault.ts";
import { judgeErased, judgeStore } from "./judge/store.ts";
import { World, type WorldOptions } from "./world/world.ts";

/** A round plays for some ten seconds; one that has not ended in five minutes will not. */
const usualDeadlineMs = 300_000;

export interface RoundOptions extends WorldOptions {
  /** When the round is broken if it has not ended, milliseconds. */
  readonly deadlineMs?: number;
}

/** One store, and what goes wrong with it, one fault after another under load. */
export async function round(
  seed: number,
  faults: readonly Fault[],
  { deadlineMs = usualDeadlineMs, ...options }: RoundOptions = {},
): Promise<Outcome> {
  const chance = new Chance(seed);
  const world = await World.make(chance, options);
  world.armed = faults[0]?.arms;
  const troubles = faults.map((fault, index) => {
    const { name, arms } = fault;
    return {
      name,
      happen: (own: Chance) => {
        world.armed = faults[index + 1]?.arms;
        if (arms === undefined) world.count(name);
        return fault.happen(world, own);
      },
    };
  });
  return play({
    seed,
    chance,
    subject: world,
    times: { warmUpMs: 200, betweenMs: 0, paceMs: 200, restMs: 60_000, deadlineMs },
    troubles: troubles.map((one) => [one]),
    begin: () => world.start(),
    judged: (calls) => calls,
    async judge(seen) {
      judgeOutages(seen);
      await world.kill();
      judgeErased(world.disk.store, seen.operator.erased);
      judgeStore(world.disk.store);
    },
  });
}
