import type { Failure, FailureClass } from "../contract/failure.ts";
import type { Json } from "../contract/json.ts";
import type { SourceLocation } from "../contract/location.ts";
import type { Policy } from "../contract/policy.ts";

/** The engine port: everything a generated route needs, nothing an engine cannot do honestly. */

export type RunId = string;
export type BuildId = string;
export type RunState = "waiting" | "running" | "paused" | "done" | "failed" | "cancelled";

/** What the engine below really does; the conformance suite asserts each flag. */
export interface Capabilities {
  readonly embedded: boolean;
  readonly takeover: "same-worker-id" | "any-worker";
  readonly pausedLane: "held" | "released" | "choice";
  readonly idempotencyKeep: "exact" | "at-least";
  readonly restartKeepsRunId: boolean;
}

/** What a step is, for history and trace. */
export interface StepInfo {
  /** Unique in a run: `posting`, in an each `allocations[3].allocation`. */
  readonly name: string;
  readonly kind: string;
  readonly at: SourceLocation;
  readonly system?: string;
  readonly operation?: string;
}

export interface Attempt {
  /** The same for every attempt of this step: what an idempotency key is made from. */
  readonly attemptKey: string;
  readonly number: number;
  /** What is known of the attempt before: `unknown` where its effect may have happened. */
  readonly previous: "none" | "failed" | "unknown";
  readonly signal: AbortSignal;
  /** Time spent in `wait` does not count against the step's timeout: for a turn at a system that is limited. The timeout begins anew after it. */
  untimed<T>(wait: () => Promise<T>): Promise<T>;
}

export interface StepOptions {
  readonly policy: Policy;
  /** Failures of class unknown may be repeated (the operation is idempotent). Else they end the run for a person to decide. */
  readonly repeatable: boolean;
  /** How long to wait before an attempt that follows an unknown one (`settle`), milliseconds. */
  readonly settleMs: number;
}

/** An event to publish, CloudEvents 1.0 attributes. */
export interface OutgoingEvent {
  readonly type: string;
  readonly subject?: string;
  readonly data: Json;
}

/**
 * Handed to a route's program. Code between calls must be deterministic. A recorded step never runs again, an unrecorded one may.
 * The values are what the functions returned (first time) or their JSON (after a restart), which is equal for what the standard library makes.
 */
export interface RunContext {
  readonly run: RunId;
  readonly build: BuildId;
  /** When the message was accepted, ms since the epoch: the only clock a program may see. */
  readonly acceptedAt: number;
  /** Recorded with the next durable write, not awaited: for pure work (map, lookup). Throws a `Failure` of class invalid as is. */
  pure<T>(info: StepInfo, compute: () => T): T;
  /** A side effect: its begin is durable before `effect` runs, its result before, or in one commit with, what the run does next. Retries by policy; rejects with a `Failure` when it gives up. */
  step<T>(info: StepInfo, options: StepOptions, effect: (attempt: Attempt) => Promise<T>): Promise<T>;
  /** Recorded in the same commit as the step. */
  publish(info: StepInfo, event: OutgoingEvent): Promise<void>;
  sleep(info: StepInfo, ms: number): Promise<void>;
  /** The program goes on after this failure of a step, which is then an outcome like another: a redrive does not attempt it again. */
  handled(failure: Failure): void;
  /** Makes the run findable by a business key: `index("order@2", "450789469")`. Written with the next durable write. */
  index(subject: string, key: string): void;
  /** First writer wins, durably, across runs: what a capability's pin decided. */
  decide(info: StepInfo, key: string, choose: () => string): Promise<string>;
  /** Settles the caller's answer of a synchronous route. */
  respond(
    info: StepInfo,
    answer: { status: number; body?: Json; headers?: Readonly<Record<string, string>> },
  ): Promise<void>;
}

/** How a program ended: `done` with an outcome word (`done`, `refused`, …). A rejected program is a dead letter. */
export interface Ended {
  readonly outcome: string;
}

export interface Program {
  readonly route: string;
  /** Of what is refused before a run starts and of what a run does by default. */
  readonly policy: Policy;
  run(context: RunContext, input: Json): Promise<Ended>;
}

export interface AcceptCommand {
  readonly route: string;
  readonly lane?: string;
  readonly input: Json;
  readonly searchKeys: readonly string[];
  readonly idempotency?: { readonly key: string; readonly keepMs: number };
}

export interface Accepted {
  readonly run: RunId;
  readonly outcome: "accepted" | "duplicate";
  /** Resolves once with what the run answered or how it ended (for synchronous routes). Absent for a duplicate. */
  readonly answered?: Promise<Answer>;
}

export type Answer =
  | {
      readonly kind: "responded";
      readonly status: number;
      readonly body?: Json;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly kind: "ended"; readonly outcome: string }
  | { readonly kind: "failed"; readonly failure: Failure };

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

export interface RunSummary {
  readonly run: RunId;
  readonly route: string;
  readonly build: BuildId;
  readonly lane?: string;
  readonly state: RunState;
  readonly outcome?: string;
  readonly acceptedAt: number;
  readonly updatedAt: number;
  readonly error?: {
    readonly message: string;
    readonly class: FailureClass;
    readonly step?: string;
    readonly file?: string;
    readonly line?: number;
  };
}

export interface DeadLetter {
  readonly id: string;
  readonly run: RunId;
  readonly route: string;
  readonly lane?: string;
  readonly owner?: string;
  readonly at: number;
  readonly class: FailureClass;
  readonly error: string;
  readonly step?: string;
  readonly file?: string;
  readonly line?: number;
  readonly input: Json;
  readonly steps: readonly StepRecord[];
  readonly state: "open" | "redriven" | "discarded";
}

export class Busy extends Error {
  readonly retryAfterMs: number;
  constructor(retryAfterMs: number, message = "The backlog is full.", options?: ErrorOptions) {
    super(message, options);
    this.name = "Busy";
    this.retryAfterMs = retryAfterMs;
  }
}

/** Why a decision about a dead letter is refused: there is none of that id, or it was decided before. */
export class EngineRefusal extends Error {
  readonly code: "unknown" | "conflict";
  constructor(code: "unknown" | "conflict", message: string) {
    super(message);
    this.name = "EngineRefusal";
    this.code = code;
  }
}

export interface Engine {
  readonly capabilities: Capabilities;
  /** Registers a build's programs and starts taking work, that of an earlier process included. */
  serve(build: BuildId, programs: readonly Program[]): Promise<void>;
  /** Resolves only after stable storage. Rejects with `Busy` when the backlog limit is reached. */
  accept(command: AcceptCommand): Promise<Accepted>;
  run(id: RunId): Promise<RunSummary | undefined>;
  /** Runs by id, message id, lane or business key, oldest first. */
  find(key: string, limit: number): Promise<readonly RunSummary[]>;
  history(run: RunId): Promise<readonly StepRecord[]>;
  deadLetters(query: {
    readonly state?: DeadLetter["state"];
    readonly route?: string;
    readonly limit: number;
    readonly after?: string;
  }): Promise<readonly DeadLetter[]>;
  deadLetter(id: string): Promise<DeadLetter | undefined>;
  /** On the current build, the same run: completed steps kept, or from the start. Rejects with `EngineRefusal`, as `discard` does. */
  redrive(id: string, from: "step" | "start"): Promise<RunId>;
  discard(id: string, reason: string): Promise<void>;
  /** Published events after a position, oldest first. */
  events(
    after: number,
    limit: number,
  ): Promise<
    readonly {
      readonly position: number;
      readonly id: string;
      readonly type: string;
      readonly subject?: string;
      readonly at: number;
      readonly run: RunId;
      readonly data: Json;
    }[]
  >;
  backlog(): Promise<{
    readonly waiting: number;
    readonly running: number;
    readonly paused: number;
    readonly oldestMs: number;
  }>;
  /** Resolves when nothing can move until the clock does (tests and scenarios). */
  settled(): Promise<void>;
  close(options: { readonly drainMs: number }): Promise<void>;
}
