import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "./limits.ts";

/** The real one. A sleep does not keep the process alive on its own account longer than its work does. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    await delay(ms, undefined, signal ? { signal } : {});
  },
};
