import type { Call } from "../../campaign/world/receiver.ts";

/**
 * Calls but for those of an attempt that another had followed already: a replica that stood still or was cut off begins what it had
 * written down before another took its run. The receiver knows them by their key, and what it did not know yet it did once. Everything else
 * is judged as if they had not come.
 */
export function withoutStragglers(calls: readonly Call[]): readonly Call[] {
  const latest = new Map<string, number>();
  return calls.filter(({ key, attempt }) => {
    const last = latest.get(key) ?? 0;
    latest.set(key, Math.max(last, attempt));
    return attempt >= last;
  });
}
