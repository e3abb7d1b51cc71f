import assert from "node:assert/strict";
import { relaying } from "../victim/limited.ts";
import type { Seen } from "./seen.ts";

/**
 * A system that was down was left alone: it was called until the breaker opened, in each process that had to find out, and then once
 * in each reset. That it was down cost no run so many attempts that a person had to decide.
 */
export function judgeOutages({ outages, letters }: Seen): void {
  const { concurrency, breaker } = relaying;
  for (const { calls, processes, ms } of outages) {
    const most = processes * (breaker.failures + concurrency) + Math.ceil(ms / breaker.resetMs);
    assert.ok(calls <= most, `A system that was down for ${ms} ms was called ${calls} times, not ${most}`);
  }
  const spent = letters.filter(({ step, class: of }) => step === "relay" && of === "transient");
  assert.deepEqual(spent, [], "A system that was down cost attempts");
}
