/** Each durable write has a name. The durability suite kills the process at each of them. */
export const crashPoints = [
  "before-commit",
  "after-commit",
  "accepted",
  "step-begun",
  "effect-done",
  "step-recorded",
  "attempt-failed",
  "published",
  "decided",
  "asleep",
  "run-ended",
  "dead-letter",
  "redriven",
  "discarded",
  "asked",
  "paused",
  "revived",
  "cancelled",
  "wait-begun",
  "correlated",
  "approval-asked",
  "approval-expired",
  "approved",
  "subscribed",
  "event-taken",
  "consumed",
  "replayed",
  "ticked",
  "erasure-ordered",
  "erased",
] as const;

export type CrashPoint = (typeof crashPoints)[number];

/** `WAYBILL_CRASH_AT=step-begun` or `step-begun:3`, the third time it is passed. For the durability suite only. */
const [target, times] = (process.env["WAYBILL_CRASH_AT"] ?? "").split(":");
let left = Number(times ?? 1);

/** Kills the process here where a test has asked for it; else it costs a comparison. */
export function crashPoint(name: CrashPoint): void {
  if (name !== target) return;
  left -= 1;
  if (left === 0) process.kill(process.pid, "SIGKILL");
}
