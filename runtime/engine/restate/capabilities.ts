import type { Capabilities } from "../port.ts";

export const restateCapabilities: Capabilities = {
  embedded: false,
  takeover: "any-worker",
  pausedLane: "choice",
  idempotencyKeep: "exact",
  restartKeepsRunId: true,
  laneOrder: "answers",
  putBack: "unnoticed",
};
