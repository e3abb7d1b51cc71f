import { setTimeout as pause } from "node:timers/promises";
import { type Fault, restart } from "./fault.ts";

/** The system behind the breaker is down for a while, and the process may die meanwhile. */
export const outage: Fault = {
  name: "system down",
  async happen(world, chance) {
    const down = world.receiver.breakDown();
    await pause(500 + chance.below(1_000));
    if (chance.once(2)) {
      await restart(world);
      down.processes += 1;
    }
    await pause(500 + chance.below(1_000));
    world.receiver.repair();
  },
};
