import type { Fault } from "../simulate/data.ts";
import type { Answer, Given } from "./scenario.ts";
import type { World } from "./world.ts";

/** Tells simulated systems how to answer, in order, one answer a call; after the last they answer as usual. */
export function prepare(world: World, given: readonly Given[]): void {
  for (const { system, operation, answers } of given) {
    if (system === undefined) continue;
    for (const answer of answers ?? [])
      world.simulator.fail(system, {
        ...faultOf(answer),
        ...(operation === undefined ? {} : { operation }),
        times: 1,
      });
  }
}

function faultOf(answer: Answer): Fault {
  if (answer.timeout !== undefined) return { kind: "timeout", effect: effectOf(answer.timeout) };
  if (answer.reset !== undefined) return { kind: "reset", effect: effectOf(answer.reset) };
  const { status, body, headers, retryAfter, delayMs } = answer;
  // A success without a body of its own is what the system says anyway: no delay at all.
  if (delayMs !== undefined || status === undefined || (status < 300 && body === undefined))
    return { kind: "delay", delayMs: delayMs ?? 0 };
  return {
    kind: "status",
    status,
    effect: status < 300 ? "after" : "before",
    ...(body === undefined ? {} : { body }),
    ...(headers === undefined ? {} : { headers }),
    ...(retryAfter === undefined ? {} : { retryAfter }),
  };
}

function effectOf(text: string): "before" | "after" {
  return text === "afterEffect" ? "after" : "before";
}
