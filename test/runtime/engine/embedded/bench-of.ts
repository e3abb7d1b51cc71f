import { Failure, type FailureClass } from "../../../../runtime/contract/failure.ts";
import type { Json } from "../../../../runtime/contract/json.ts";
import type { Policy } from "../../../../runtime/contract/policy.ts";
import {
  EmbeddedEngine,
  type EmbeddedOptions,
  openStore,
  SeededRandom,
  type Store,
  VirtualClock,
} from "../../../../runtime/engine/embedded/index.ts";
import type {
  AcceptCommand,
  Attempt,
  GraphStep,
  Program,
  RunContext,
  StepInfo,
  StepOptions,
} from "../../../../runtime/engine/port.ts";

/** An engine on a virtual clock with its parts at hand, for the tests of this folder. */
export interface Bench {
  readonly engine: EmbeddedEngine;
  readonly clock: VirtualClock;
  readonly store: Store;
}

export async function bench(
  options: Partial<EmbeddedOptions> & { readonly file?: string; readonly clock?: VirtualClock } = {},
): Promise<Bench> {
  const clock = options.clock ?? new VirtualClock();
  const store = options.store ?? (await openStore({ file: options.file ?? ":memory:", inline: true }));
  return {
    engine: new EmbeddedEngine({ random: new SeededRandom(1), ...options, store, clock }),
    clock,
    store,
  };
}

export function policy(
  changes: {
    readonly retry?: Partial<Policy["retry"]>;
    readonly deadLetter?: Partial<Policy["deadLetter"]>;
    readonly timeoutMs?: number;
  } = {},
): Policy {
  return {
    name: "test",
    timeoutMs: changes.timeoutMs ?? 10_000,
    retry: {
      on: ["transient", "throttled", "unknown"],
      attempts: 3,
      initialMs: 1_000,
      factor: 2,
      maxMs: 60_000,
      jitter: "none",
      ...changes.retry,
    },
    idempotencyMs: 86_400_000,
    deadLetter: { owner: "team-test", lane: "park", retentionMs: 86_400_000, ...changes.deadLetter },
  };
}

export function info(name: string, kind = "call"): StepInfo {
  return { name, kind, at: { file: "orders/test.yaml", line: 7 } };
}

export function options(changes: Partial<StepOptions> = {}): StepOptions {
  return { policy: policy(), repeatable: true, settleMs: 0, ...changes };
}

export function program(
  route: string,
  run: (context: RunContext, input: Json) => Promise<string | void>,
  of: Policy = policy(),
  graph?: readonly GraphStep[],
): Program {
  return {
    route,
    policy: of,
    ...(graph === undefined ? {} : { graph }),
    run: async (context, input) => ({ outcome: (await run(context, input)) ?? "done" }),
  };
}

/** `reserve:call:receipt:on Fridays` as a step of a graph; what it makes is called after it, where that is not said. */
export function graph(...steps: readonly string[]): readonly GraphStep[] {
  return steps.map((step) => {
    const [name = "", kind = "call", output = name, decided] = step.split(":");
    return { name, kind, output, ...(decided !== undefined && { decided }) };
  });
}

export function command(route: string, input: Json = {}, more: Partial<AcceptCommand> = {}): AcceptCommand {
  return { route, input, searchKeys: [], ...more };
}

/** An effect that fails as told, then succeeds; it remembers its attempts. */
export function flaky(
  failures: readonly (FailureClass | Failure)[],
  value: Json = "ok",
): { readonly attempts: Attempt[]; readonly effect: (attempt: Attempt) => Promise<Json> } {
  const attempts: Attempt[] = [];
  return {
    attempts,
    async effect(attempt) {
      attempts.push(attempt);
      const failure = failures[attempts.length - 1];
      if (failure === undefined) return value;
      throw typeof failure === "string" ? new Failure(failure, `It was ${failure}.`) : failure;
    },
  };
}
