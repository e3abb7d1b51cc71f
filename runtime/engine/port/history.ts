import type { FailureClass } from "../../contract/failure.ts";
import type { Json } from "../../contract/json.ts";
import type { BuildId, RunId } from "./identity.ts";
import type { StepInfo } from "./step.ts";

/** What is kept of a run, for people and for monitoring. */

export type RunState = "waiting" | "running" | "paused" | "done" | "failed" | "cancelled";

export interface RunSummary {
  readonly run: RunId;
  readonly route: string;
  readonly build: BuildId;
  readonly lane?: string;
  readonly state: RunState;
  readonly outcome?: string;
  readonly acceptedAt: number;
  readonly updatedAt: number;
  /** Why it is paused or was cancelled, where a person or a new build did it. */
  readonly reason?: string;
  /** Asked for, and done at the run's next step boundary; of one that stands still, once it goes on. */
  readonly requested?: "pause" | "cancel";
  readonly error?: {
    readonly message: string;
    readonly class: FailureClass;
    readonly step?: string;
    readonly file?: string;
    readonly line?: number;
  };
}

export interface AttemptRecord {
  readonly number: number;
  readonly at: number;
  readonly durationMs?: number;
  readonly class?: FailureClass;
  readonly status?: number;
  readonly error?: string;
}

export interface StepRecord extends StepInfo {
  readonly outcome: "ok" | "failed" | "waiting" | "running";
  readonly output?: Json;
  readonly attempts: readonly AttemptRecord[];
}

export interface AuditRecord {
  readonly number: number;
  readonly at: number;
  /** `redrive`, `discard`, `cancel`, `approve`, `erase`, … */
  readonly action: string;
  /** A run's id, `deadletter:7`, or the key that was erased. */
  readonly subject: string;
  readonly by: string;
  readonly detail: string;
}
