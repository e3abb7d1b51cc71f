import type { Criticality } from "../contract/criticality.ts";
import type { Failure, FailureClass } from "../contract/failure.ts";
import type { Json } from "../contract/json.ts";
import type { SourceLocation } from "../contract/location.ts";
import type { Policy } from "../contract/policy.ts";
import type { Consumption, Events } from "../events/port.ts";
import type { Schedule, Schedules } from "../schedule/port.ts";

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
  readonly untimed: <T>(wait: () => Promise<T>) => Promise<T>;
}

export interface StepOptions {
  readonly policy: Policy;
  /** Failures of class unknown may be repeated (the operation is idempotent). Else they end the run for a person to decide. */
  readonly repeatable: boolean;
  /** How long to wait before an attempt that follows an unknown one (`settle`), milliseconds. */
  readonly settleMs: number;
  /** What each attempt queues for before it begins. The wait is no part of the attempt: it is neither recorded, nor timed, nor counted. */
  readonly turnstile?: Turnstile;
}

/** What attempts queue for where the thing they use is limited: a system's rate and concurrency, a breaker. */
export interface Turnstile {
  /** A turn at once, or a place in the queue: by criticality, then by order. */
  ask(asker: Asker): Turn | Ticket;
}

export interface Asker {
  /** The run's place in the order of acceptance. */
  readonly order: number;
  readonly criticality: Criticality;
  /** How often this step was the one to try whether a broken system is back. */
  readonly probes: number;
}

/** The right to begin one attempt now. */
export interface Turn {
  readonly kind: "turn";
  /** It tries whether a broken system is back: that it is not is nothing the run must pay for with an attempt. */
  readonly probe: boolean;
  /** To be called once, whatever came of it. Undefined: nothing did (the process stops). */
  end(outcome: "ok" | Failure | undefined): void;
}

/** A place in a queue. */
export interface Ticket {
  readonly kind: "ticket";
  /** The queue moves so slowly that nothing else should wait with it. */
  readonly slow: boolean;
  /** Its turn is so near that its program is worth its memory. */
  readonly near: boolean;
  /** Who is told, never before `ask` has returned. */
  told: TicketHolder | undefined;
  /** Gives up the place. */
  leave(): void;
}

export interface TicketHolder {
  /** The ticket is used up. */
  turn(turn: Turn): void;
  slowed(): void;
  neared(): void;
}

/** An event to publish, CloudEvents 1.0 attributes. */
export interface OutgoingEvent {
  /** Who publishes, as a URI reference. Default: the route's name. */
  readonly source?: string;
  readonly type: string;
  readonly subject?: string;
  /** W3C's, as CloudEvents' extension for distributed tracing: what consumes the event goes on below it. */
  readonly traceparent?: string;
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
  /** Whether an earlier execution of this run came to the step of this name, or to one inside it (`allocations[3]`). */
  known(name: string): boolean;
  /** Resolves when all that the program has under way has replayed what is recorded. At once where nothing is. */
  caughtUp(): Promise<void>;
  /** Parks until a matching event or the deadline; durable. Events published since the run was accepted count, so that none is missed between. */
  wait(info: StepInfo, options: WaitOptions): Promise<Waited>;
  /** Parks until a person decides (`Engine.decide`) or the deadline; durable. */
  approve(info: StepInfo, options: ApproveOptions): Promise<Approved>;
  /**
   * Remembers how to undo the step just done; called again in replay. Undoing is a step of its own, named `compensate:<step>` by
   * `undo`, with its own policy.
   */
  compensation(step: string, undo: () => Promise<void>): void;
  /** Undoes in reverse order what is not undone yet: all, or the steps of these names, as `compensation` was told them. Stops at the first that fails. */
  compensate(steps: "all" | readonly string[]): Promise<void>;
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

export interface WaitOptions {
  readonly event: {
    /** `payment-settled@1`. */
    readonly type: string;
    /** Whether this event is meant. One that it throws at is not. */
    where(data: Json): boolean;
    /**
     * What `where` demands at least: the field at `path` equals `value`. With it a publish wakes only the runs that it may concern,
     * without it all that wait for the type look at it.
     */
    readonly match?: { readonly path: readonly string[]; readonly value: string | number | boolean };
  };
  /** Absent: for ever. */
  readonly withinMs?: number;
}

export type Waited = { readonly kind: "event"; readonly data: Json } | { readonly kind: "expired" };

export interface ApproveOptions {
  readonly role: string;
  /** What the person is shown. */
  readonly show: Json;
  /** Absent: for ever. */
  readonly withinMs?: number;
}

export type Approved =
  | {
      readonly kind: "approved" | "rejected";
      readonly by: string;
      /** Milliseconds since the epoch. */
      readonly at: number;
      readonly note?: string;
    }
  | { readonly kind: "expired" };

/** How a program ended: `done` with an outcome word (`done`, `refused`, …). A rejected program is a dead letter. */
export interface Ended {
  readonly outcome: string;
}

/** A step of a route as builds are compared by it, in the order of the program, steps inside others included. */
export interface GraphStep {
  /** As in `StepInfo.name`, without the numbers of an each: `allocations.allocation`. */
  readonly name: string;
  readonly kind: string;
  /** Says the type of what the step makes: equal texts, equal types. Empty where it makes nothing. */
  readonly output: string;
}

export interface Program {
  readonly route: string;
  /** Without it nothing is known about the build's steps: runs of other builds wait for a person. */
  readonly graph?: readonly GraphStep[];
  /** Of what is refused before a run starts and of what a run does by default. */
  readonly policy: Policy;
  /** Who goes first where runs queue. Default: medium. */
  readonly criticality?: Criticality;
  /** Started by events, or by the clock, beside what `accept` is given. */
  readonly consumes?: Consumption;
  readonly schedule?: Schedule;
  run(context: RunContext, input: Json): Promise<Ended>;
}

export interface AcceptCommand {
  readonly route: string;
  readonly lane?: string;
  readonly input: Json;
  readonly searchKeys: readonly string[];
  readonly idempotency?: { readonly key: string; readonly keepMs: number };
  /** Of a route with `latest`: what is older than what its lane has already seen is dropped, as `stale`. Times as milliseconds. */
  readonly latest?: { readonly by: string | number };
  /** How long the caller waits for the answer, milliseconds: who would wait in vain is turned away. */
  readonly patienceMs?: number;
  /** W3C `traceparent` of the caller. */
  readonly trace?: string;
}

export interface Accepted {
  readonly run: RunId;
  /** A stale message is a run that is over, with the outcome `stale`. */
  readonly outcome: "accepted" | "duplicate" | "stale";
  /** Resolves once with what the run answered or how it ended (for synchronous routes). Absent but for an accepted one. */
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
  /** Why it is paused or was cancelled, where a person or a new build did it. */
  readonly reason?: string;
  /** Asked for, and done at the run's next step boundary. */
  readonly requested?: "pause" | "cancel";
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

/** Who does something to a run or a dead letter, and why: for the audit. */
export interface Decision {
  readonly by: string;
  readonly reason?: string;
}

export interface OpenApproval {
  readonly run: RunId;
  readonly route: string;
  readonly step: string;
  readonly role: string;
  readonly show: Json;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly deadline?: number;
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

export interface DeadLetterFilter {
  readonly route?: string;
  readonly class?: FailureClass;
  readonly owner?: string;
  /** Milliseconds since the epoch; of when it became a dead letter. */
  readonly since?: number;
}

/** What is done to many dead letters. */
export interface BulkOrder extends Decision {
  readonly action: "redrive" | "discard";
  /** Of a redrive. Default: step. */
  readonly from?: "step" | "start";
  readonly force?: boolean;
  /** Only count. */
  readonly dryRun?: boolean;
  /** Letters a second. Default 10. */
  readonly ratePerSecond?: number;
}

export interface BulkProgress {
  readonly id: string;
  readonly action: BulkOrder["action"];
  readonly matched: number;
  /** By route, class and owner. */
  readonly counts: Readonly<Record<string, number>>;
  readonly done: number;
  /** Refused one by one, the first hundred of them. */
  readonly passedOver: readonly { readonly id: string; readonly reason: string }[];
  readonly state: "dry-run" | "running" | "done" | "stopped";
}

/** What is personal, which contracts say and an engine does not know. */
export interface PersonalData {
  /** The personal values of a route's message, as texts. */
  values(route: string, input: Json): readonly string[];
  /** A route's message without them. */
  message(route: string, input: Json): Json;
  /** An event's data without them. */
  event(type: string, data: Json): Json;
  /** The event that a message came as, where it was one. */
  origin(input: Json): { readonly source: string; readonly id: string } | undefined;
  /** Any value with these texts taken out, wherever they stand in it. */
  without<T>(value: T, texts: readonly string[]): T;
}

export interface EraseOrder extends Decision {
  /** A business key, a message's id, a lane or a run's id. */
  readonly key: string;
  readonly reason: string;
  /** Only tell what would be erased. */
  readonly dryRun?: boolean;
  /** Open dead letters are discarded, so that their runs are over. */
  readonly discard?: boolean;
}

export interface Erased {
  readonly dryRun: boolean;
  readonly runs: readonly RunId[];
  /** Events that they published. */
  readonly events: number;
  /** Runs that are not over: they are erased once they are, without another word. */
  readonly left: readonly { readonly run: RunId; readonly route: string; readonly reason: string }[];
}

export interface RedriveOptions extends Decision {
  readonly from: "step" | "start";
  /** Also where an effect that is not idempotent would be repeated. Needs a reason. */
  readonly force?: boolean;
}

/** Why a person's word about a run or a dead letter is refused: there is none of that id, or it is not in a state for it. */
export class EngineRefusal extends Error {
  readonly code: "unknown" | "conflict";
  constructor(code: "unknown" | "conflict", message: string) {
    super(message);
    this.name = "EngineRefusal";
    this.code = code;
  }
}

/** A few short texts that outlive the process, by area and key; rarely written. */
export interface Notes {
  read(area: string): Promise<ReadonlyMap<string, string>>;
  /** Resolves after stable storage. Null forgets. */
  write(area: string, key: string, value: string | null): Promise<void>;
}

export interface Engine {
  readonly capabilities: Capabilities;
  readonly events: Events;
  readonly schedules: Schedules;
  readonly notes: Notes;
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
  /** How many are open, by route and owner: one entry for each pair that has any. */
  openDeadLetters(): Promise<
    readonly { readonly route: string; readonly owner?: string; readonly count: number }[]
  >;
  /** On the current build, the same run: completed steps kept, or from the start. Rejects with `EngineRefusal`, as `discard` and all below do. */
  redrive(id: string, options: RedriveOptions): Promise<RunId>;
  discard(id: string, decision: Decision): Promise<void>;
  /** Open letters, in their order, at a rate. Resolves when they are counted; goes on by itself while the process lives. */
  bulk(filter: DeadLetterFilter, order: BulkOrder): Promise<BulkProgress>;
  bulkProgress(id: string): BulkProgress | undefined;
  /** A person's word on an approval: the first counts. */
  decide(
    run: RunId,
    step: string,
    decision: { readonly decision: "approved" | "rejected"; readonly by: string; readonly note?: string },
  ): Promise<"done" | "already" | "unknown">;
  /** Not decided yet, oldest first. */
  approvals(query: { readonly role?: string; readonly limit: number }): Promise<readonly OpenApproval[]>;
  /** Interrupts the run at its next step boundary, undoes what it did where wanted, and ends it. Resolves once that is durable, not done. */
  cancel(run: RunId, options: Decision & { readonly compensate: boolean }): Promise<void>;
  /** Holds the run at its next step boundary, its lane closed. */
  pause(run: RunId, decision: Decision): Promise<void>;
  /** Goes on, on the current build whatever it is. */
  resume(run: RunId, decision: Decision): Promise<void>;
  /** A run that is paused or has failed, on the current build: keeps what was done before `fromStep`, forgets it and what follows. */
  restart(
    run: RunId,
    options: Decision & { readonly fromStep: string; readonly force?: boolean },
  ): Promise<void>;
  /**
   * Takes what is personal out of what is kept of the runs of a key: messages, what steps made, errors, dead letters, what they
   * published and the runs that took that. Rejects with `EngineRefusal` where no run is found.
   */
  erase(order: EraseOrder): Promise<Erased>;
  /** Newest first; `next` is where to go on (`before`). */
  runs(query: {
    readonly state?: RunState;
    readonly route?: string;
    readonly limit: number;
    readonly before?: string;
  }): Promise<{ readonly runs: readonly RunSummary[]; readonly next?: string }>;
  /** Newest first. */
  audit(query: { readonly subject?: string; readonly limit: number }): Promise<readonly AuditRecord[]>;
  backlog(): Promise<{
    readonly waiting: number;
    readonly running: number;
    readonly paused: number;
    /** How long ago the first of them was accepted that does not wait on purpose: for a time, an event, a person, or behind a parked lane. */
    readonly oldestMs: number;
    /** Of each route that has any: runs that time and this machine can move, and how long the first has waited for its turn. */
    readonly routes: readonly { readonly route: string; readonly runs: number; readonly oldestMs: number }[];
  }>;
  /** Resolves when nothing can move until the clock does (tests and scenarios). */
  settled(): Promise<void>;
  close(options: { readonly drainMs: number }): Promise<void>;
}
