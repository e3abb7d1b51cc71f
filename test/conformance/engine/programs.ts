import assert from "node:assert/strict";
import type { Json } from "../../../runtime/contract/json.ts";
import type { Policy } from "../../../runtime/contract/policy.ts";
import type { Decision, Engine, RunState, RunSummary } from "../../../runtime/engine/port.ts";
import { policy } from "../../runtime/engine/embedded/bench-of.ts";
import { until } from "../until.ts";

/** Retries within milliseconds: cases run on the real clock. */
export function quick(changes: Parameters<typeof policy>[0] = {}): Policy {
  const retry = { initialMs: 5, maxMs: 20, ...changes.retry };
  return policy({ ...changes, retry });
}

/** Its dead letters let their lane pass. */
export const passing = quick({ deadLetter: { lane: "pass" } });

export const ann: Decision = { by: "ann", reason: "she looked" };

const resting: readonly RunState[] = ["done", "failed", "paused", "cancelled"];

/** The run once it is over, or stands for a person to decide. */
export async function rested(engine: Engine, run: string): Promise<RunSummary> {
  const found = await until(
    () => engine.run(run),
    (summary) => summary !== undefined && resting.includes(summary.state),
  );
  assert.ok(found);
  return found;
}

/** The run once it has this state. */
export async function inState(engine: Engine, run: string, state: RunState): Promise<void> {
  await until(
    async () => (await engine.run(run))?.state,
    (found) => found === state,
  );
}

/** The id of the one dead letter that is open. */
export async function openLetter(engine: Engine): Promise<string> {
  const letters = await until(
    () => engine.deadLetters({ state: "open", limit: 9 }),
    ({ length }) => length > 0,
  );
  assert.equal(letters.length, 1);
  return letters[0]?.id ?? "";
}

/** What a person's order is refused with. */
export function refusal(code: "unknown" | "conflict"): { readonly name?: string; readonly code: string } {
  return { code };
}

/** A gate that effects stand before until it is opened. */
export function gate(): { readonly passed: Promise<void>; open(): void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { passed: promise, open: resolve };
}

/** An input that is a text, or stands for one. */
export function textOf(input: Json): string {
  return typeof input === "string" ? input : JSON.stringify(input);
}
