import type { Capabilities } from "../port.ts";

/** How often the store is asked what people want of the runs in memory, milliseconds. */
export const askEveryMs = 200;

export const restateCapabilities: Capabilities = {
  embedded: false,
  takeover: "any-worker",
  pausedLane: "choice",
  idempotencyKeep: "exact",
  restartKeepsRunId: true,
  laneOrder: "answers",
  heedsMs: askEveryMs,
  cancelsUnserved: "once-served",
  putBack: "unnoticed",
};
