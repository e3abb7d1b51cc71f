import type { Failure } from "../../contract/failure.ts";
import type { Json } from "../../contract/json.ts";
import type { BuildId, RunId } from "./identity.ts";
import type { Attempt, StepInfo, StepOptions } from "./step.ts";
import type { Approved, ApproveOptions, Waited, WaitOptions } from "./suspension.ts";

/** What a program is handed: all that a route may ask of an engine while it runs. */

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
