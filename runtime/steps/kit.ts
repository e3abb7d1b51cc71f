import type { Failure } from "../contract/failure.ts";
import type { Policy } from "../contract/policy.ts";
import type { Step } from "../contract/route-run.ts";
import type { RunContext, StepInfo } from "../engine/port.ts";
import type { Flow } from "../flow/index.ts";
import type { Client } from "../systems/client.ts";

/** What the steps of one run share. */
export interface StepKit {
  readonly estate?: string;
  readonly context: RunContext;
  readonly route: { readonly name: string; readonly policy: Policy };
  readonly client: Client;
  readonly flow: Pick<Flow, "turnstile" | "again">;
  /** Put before each step's name: `allocations[3].`, `posting/`. */
  readonly prefix: string;
  /** Personal values this run has seen, longest first where they are used: no message of a failure may hold one. */
  readonly personal: Set<string>;
  /** Which item of an `each`, or branch of a `parallel`, a failure came out of: of the outermost that has thrown it on. */
  readonly places: Map<Failure, number>;
  /** Names of steps that can be undone, as the engine knows them. */
  readonly undoable: Set<string>;
  /** W3C's, of the run: undefined where nobody traces. */
  readonly traceparent?: string | undefined;
  /** Told what is worth a line in the log and no failure. */
  warn(message: string, fields: Readonly<Record<string, unknown>>): void;
}

/** A step as the engine records it. */
export function infoOf(
  kit: StepKit,
  step: Step,
  kind: string,
  more: { readonly system?: string; readonly operation?: string } = {},
): StepInfo {
  return { name: `${kit.prefix}${step.name}`, kind, at: step.at, ...more };
}
