import { setTimeout as pause } from "node:timers/promises";
import type { Fault } from "./fault.ts";

/** Each time as soon as what it did before has gone on. */
export const restateKilled: Fault = {
  name: "Restate is killed three times",
  breaks: "restate",
  async happen(world, chance) {
    const { restate } = world.servers;
    for (let times = 0; times < 3; times += 1) {
      await restate.kill();
      await pause(500 + chance.below(3_000));
      await restate.start();
      await world.moves();
    }
  },
};

/** What it knew of calls, and of whom to call. Not while a build is replaced: that has drained when Restate knows of no call any more. */
export const restateLost: Fault = {
  name: "Restate loses its disk",
  breaks: "build",
  async happen(world, chance) {
    const { restate } = world.servers;
    await restate.lose();
    await pause(500 + chance.below(3_000));
    await restate.start();
    await world.moves();
  },
};

export const postgresKilled: Fault = {
  name: "PostgreSQL is killed and comes back",
  breaks: "postgres",
  async happen({ servers: { databases } }, chance) {
    await databases.server.kill();
    await pause(500 + chance.below(10_000));
    await databases.server.start();
  },
};

export const postgresAway: Fault = {
  name: "PostgreSQL is away for a minute",
  breaks: "postgres",
  async happen({ servers: { databases } }) {
    await databases.server.kill();
    await pause(60_000);
    await databases.server.start();
  },
};
