import { setTimeout as pause } from "node:timers/promises";
import type { World } from "../world/world.ts";
import type { Fault } from "./fault.ts";

/**
 * Beside each other: the old build's replicas end once Restate has no call of theirs any more, which would never be if the one of them
 * that starts anew were called again.
 */
export const replaced: Fault = {
  name: "a build is replaced while runs are in flight",
  breaks: "build",
  async happen(world, chance) {
    const flight = await inFlight(world);
    const old = await world.deploy();
    if (old === undefined) return;
    await old.add();
    await old.drain();
    world.forget(old);
    await carried(world, flight);
    await pause(chance.below(2_000));
  },
};

/** As in a power cut after which another version is started. */
export const allKilled: Fault = {
  name: "all replicas are killed at once, and another build is started",
  breaks: "build",
  async happen(world, chance) {
    const flight = await inFlight(world);
    const old = world.newest;
    await old.kill();
    await pause(500 + chance.below(3_000));
    await world.deploy();
    world.forget(old);
    await carried(world, flight);
  },
};

async function inFlight(world: World): Promise<ReadonlySet<string>> {
  const runs = await world.ask("runs");
  if (runs.kind !== "ok") return new Set();
  const open = runs.value.filter(({ state }) => state === "waiting" || state === "running");
  return new Set(open.map(({ run }) => run));
}

/** Counts where the runs are now that were in flight under the build before. */
async function carried(world: World, flight: ReadonlySet<string>): Promise<void> {
  const runs = await world.ask("runs");
  if (runs.kind !== "ok") return;
  for (const { run, build, state } of runs.value) {
    if (!flight.has(run)) continue;
    if (build === world.newest.build) world.count("runs in flight carried on by the next build");
    else if (state === "done" || state === "cancelled") world.count("runs in flight ended on their build");
    else if (state === "paused") world.count("runs in flight left to a person");
    else world.count("runs in flight that stand behind others");
  }
}
