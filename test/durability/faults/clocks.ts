import { setTimeout as pause } from "node:timers/promises";
import type { Fault } from "./fault.ts";

/** Somebody sets the clock back, and later forth again. */
export const back: Fault = {
  name: "clock set back",
  async happen(world, chance) {
    const byMs = 1_000 + chance.below(60_000);
    await world.setClock(world.offsetMs - byMs);
    await pause(100 + chance.below(900));
    await world.setClock(world.offsetMs + byMs);
  },
};

/** Somebody sets the clock forth. */
export const forth: Fault = {
  name: "clock set forth",
  async happen(world, chance) {
    await world.setClock(world.offsetMs + 1_000 + chance.below(20_000));
    await pause(100 + chance.below(400));
  },
};
