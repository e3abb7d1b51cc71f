import type { Ended } from "../engine/port.ts";
import type { Instant } from "../library/types.ts";
import type { Capability } from "./capability.ts";
import type { Crosswalk, LookedUp } from "./crosswalk.ts";
import type { AwaitOptions, Event } from "./event.ts";
import type { FailureClass } from "./failure.ts";
import type { SourceLocation } from "./location.ts";
import type { Policy } from "./policy.ts";
import type { Route } from "./route.ts";
import type { Operation } from "./system.ts";
import type { Contract } from "./validator.ts";

/** A step as generated code names it. */
export interface Step {
  readonly name: string;
  readonly at: SourceLocation;
  /** Default: the route's. */
  readonly policy?: Policy;
}

/**
 * A value of a step, or how it is computed: what may fail is computed by the step, so that its failure has the step's place. The
 * value itself is data, never a function.
 */
export type Given<T> = T | (() => T);

/** What a caller is answered: `body` is what `JSON.stringify` writes of it. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a branch of `onFailure` knows. */
export interface StepFailure {
  readonly class: FailureClass;
  readonly message: string;
  readonly status?: number;
}

/** A person's decision. */
export interface Approval {
  /** Who decided. */
  readonly by: string;
  readonly at: Instant;
  readonly note?: string;
}

/** Approved, or one of the outcomes that the route goes on after. */
export type TakenOutcome<Taken extends "rejected" | "expired"> =
  | (Approval & { readonly kind: "approved" })
  | ("rejected" extends Taken ? Approval & { readonly kind: "rejected" } : never)
  | ("expired" extends Taken ? { readonly kind: "expired" } : never);

/** What a generated route does its steps with: one method a step kind (`runtime/steps/`), on the engine's `RunContext`. */
export interface RouteRun {
  /** Pure. With `contract` the result is validated and its business key indexed. */
  map<T>(step: Step, compute: () => T, contract?: Contract<T>): Promise<T>;
  call<I, O>(step: Step, operation: Operation<I, O>, input: Given<NoInfer<I>>): Promise<O>;
  /** Decides (once for a pinned key) who provides, then runs that provider under this step's name. */
  provide<
    Ops extends Readonly<Record<string, { readonly input: unknown; readonly output: unknown }>>,
    Name extends keyof Ops & string,
  >(
    step: Step,
    capability: Capability<Ops>,
    operation: Name,
    input: Given<Ops[Name]["input"]>,
  ): Promise<Ops[Name]["output"]>;
  publish<T>(step: Step, event: Event<T>, data: Given<NoInfer<T>>): Promise<void>;
  lookup(
    step: Step,
    crosswalk: Crosswalk,
    from: Given<LookedUp>,
    to: string,
    whenMissing: "fail",
  ): Promise<string>;
  lookup(
    step: Step,
    crosswalk: Crosswalk,
    from: Given<LookedUp>,
    to: string,
    whenMissing: "omit" | "fail",
  ): Promise<string | undefined>;
  /** Bodies run at most `concurrency` at a time, each under `step.name[index]`; results in order. After a failure none begins; the one of the first item is thrown once those begun have ended. */
  each<T, R>(
    step: Step,
    items: Given<readonly T[]>,
    concurrency: number,
    body: (run: RouteRun, item: T, index: number) => Promise<R>,
  ): Promise<R[]>;
  /** All branches at once, or at most `concurrency` of them, each under `step.name[index]`. The failure of the first branch is thrown once all have ended. */
  parallel<const Branches extends readonly ((run: RouteRun) => Promise<unknown>)[]>(
    step: Step,
    branches: Branches,
    concurrency?: number,
  ): Promise<{ -readonly [Index in keyof Branches]: Awaited<ReturnType<Branches[Index]>> }>;
  /** Goes on after so many milliseconds, also where the process did not live through them. */
  sleep(step: Step, ms: number): Promise<void>;
  /** The event's data. Where none came in time: a failure of class refused, or undefined with `whenExpired: "omit"`. */
  wait<T>(
    step: Step,
    event: Event<T>,
    options: AwaitOptions<T> & { readonly whenExpired: "fail" },
  ): Promise<T>;
  wait<T>(
    step: Step,
    event: Event<T>,
    options: AwaitOptions<T> & { readonly whenExpired: "omit" | "fail" },
  ): Promise<T | undefined>;
  /** A decision by a person of the role. Outcomes that are not in `taken` are failures of class refused. */
  approve<const Taken extends "rejected" | "expired" = never>(
    step: Step,
    asked: { readonly role: string; readonly withinMs?: number; readonly show: Given<unknown> },
    taken: readonly Taken[],
  ): Promise<TakenOutcome<Taken>>;
  /** Once `done` is, remembers how to undo it; `undo` gets a `run` of its own, whose steps are the undoing. */
  compensable<T>(
    step: string,
    done: Promise<T>,
    undo: (run: RouteRun, result: T) => Promise<unknown>,
  ): Promise<T>;
  /** Undoes what is not undone yet, the last first: all of this route, or the calls of these names. */
  compensate(step: Step, what: "all" | readonly string[]): Promise<void>;
  respond(step: Step, answer: Given<Answer>): Promise<void>;
  /** Runs another route inside this run, its steps named `step.name/…`; its `respond` body is the result. */
  subroute<I, O>(step: Step, route: Route<I>, input: I): Promise<O>;
  /** Ends the run here: `return run.end("refused")`. */
  end(outcome: string): Ended;
  /** Refuses for good: the run is a dead letter of class refused. */
  fail(step: Step, reason: Given<string>): never;
  /**
   * In a `catch`: the failure of a step if it is of one of these classes and final, else undefined (rethrow). With `place` also
   * which item of an `each` or branch of a `parallel` it was, from 0.
   */
  failureOf<const Place extends "item" | "branch" = never>(
    error: unknown,
    classes: readonly FailureClass[],
    place?: Place,
  ): (StepFailure & Readonly<Record<Place, number>>) | undefined;
}
