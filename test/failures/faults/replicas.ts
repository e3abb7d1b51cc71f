import { setTimeout as pause } from "node:timers/promises";
import type { World } from "../world/world.ts";
import type { Fault } from "./fault.ts";

export const killed: Fault = {
  name: "a replica is killed",
  breaks: "replica",
  happen: (world, chance) =>
    world.withReplica(async (replica) => {
      await replica.kill();
      await pause(chance.below(5_000));
    }),
};

/** Its groups get other members, once when it leaves and once when the next one comes. */
export const leaves: Fault = {
  name: "a replica ends as it was told to, and another takes its place",
  overKafka: true,
  breaks: "replica",
  happen: (world) => world.withReplica((replica) => replica.stop()),
};

/** Its connections stay, and it answers nothing. */
export const frozen: Fault = {
  name: "a replica stands still",
  breaks: "replica",
  happen: (world, chance) => standStill(world, 5_000 + chance.below(15_000)),
};

/** So long that Restate gives its connections up and calls another. */
export const longFrozen: Fault = {
  name: "a replica stands still for longer than Restate waits",
  breaks: "replica",
  happen: (world, chance) => standStill(world, 70_000 + chance.below(10_000)),
};

function standStill(world: World, ms: number): Promise<void> {
  return world.withReplica(async ({ victim }) => {
    await victim.standStill();
    await pause(ms);
    victim.signal("SIGCONT");
  });
}

/** Both ways, by a clock that runs on: what it wakes for comes too early or late. */
export const misdated: Fault = {
  name: "a replica's clock is minutes off",
  breaks: "replica",
  happen: (world, chance) =>
    world.withReplica(async ({ victim }) => {
      // What is to wait by a clock that is ahead waits for so much longer by the others': less than a round waits for what stands still.
      const minutes = chance.once(2) ? 1 + chance.below(2) : -1 - chance.below(9);
      await victim.ask("clock", { offsetMs: minutes * 60_000 });
      await pause(3_000 + chance.below(7_000));
      await victim.ask("clock", { offsetMs: 0 });
    }),
};
