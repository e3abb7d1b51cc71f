import type { Chance } from "../../simulation/chance.ts";
import type { World } from "../world/world.ts";

/** Something that goes wrong. Begins and ends with a process that serves. */
export interface Fault {
  readonly name: string;
  /** What the process must be told when it starts. */
  readonly arms?: string;
  /** Needs a file system of its own. */
  readonly mounts?: true;
  happen(world: World, chance: Chance): Promise<void>;
}

/** Starts processes until one serves: a crash point may be passed before that. */
export async function restart(world: World): Promise<void> {
  await world.kill();
  const armed = await world.start();
  if (!armed.alive && world.wrong === undefined) await world.start("");
}
