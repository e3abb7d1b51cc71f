import type { Ended, GraphStep } from "../engine/port.ts";
import type { Instant } from "../library/types.ts";
import type { Criticality } from "./criticality.ts";
import type { FailureClass } from "./failure.ts";
import type { Json } from "./json.ts";
import type { SourceLocation } from "./location.ts";
import type { Policy } from "./policy.ts";
import type { Security } from "./security.ts";
import type { Operation, System, Webhook } from "./system.ts";
import type { Contract } from "./validator.ts";

/** What a route sees of what started it: CloudEvents' words. */
export interface Message<Data> {
  readonly id: string;
  readonly type: string;
  readonly source: string;
  /** RFC 3339, when it was accepted. */
  readonly time: Instant;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly data: Data;
  /** It is none: why the entry of a log that it stands for could not be read, and where it is. */
  readonly unreadable?: string;
}

export type Trigger<Data> =
  | { readonly kind: "webhook"; readonly webhook: Webhook<Data> }
  | {
      readonly kind: "http";
      readonly method: string;
      /** Under `/api`, `{name}` for path parameters. */
      readonly path: string;
      /** The body's. Without it `data` is an object of the path's and the query's parameters, all text. */
      readonly request?: Contract<Data>;
      readonly response?: Contract<unknown>;
      readonly security?: Security;
      readonly ratePerSecond?: number;
      readonly deadlineMs?: number;
      /** Has a `respond` step: the caller waits for it, up to the deadline. */
      readonly synchronous: boolean;
    }
  | {
      readonly kind: "event";
      readonly event: Event<Data>;
      /** Where a route begins that was never served. */
      readonly from: "now" | "beginning";
    }
  /** Its data is a `ScheduledTick`. */
  | {
      readonly kind: "schedule";
      readonly cron: string;
      readonly zone: string;
      readonly missed: "once" | "all" | "skip";
    }
  /** Started by a capability's provider, inside the caller's run. */
  | { readonly kind: "capability"; readonly input: Contract<Data> };

/** What a time table starts a route with. */
export interface ScheduledTick {
  /** With the offset that its zone has then. */
  readonly scheduledAt: Instant;
}

export interface Route<Data> {
  readonly name: string;
  readonly at: SourceLocation;
  readonly class?: string;
  /** Of its class, else of its domain. Default: medium. */
  readonly criticality?: Criticality;
  readonly trigger: Trigger<Data>;
  readonly policy: Policy;
  /** The same key within `policy.idempotencyMs` is one run. Default: the message's id. */
  key?(message: Message<Data>): string | undefined;
  lane?(message: Message<Data>): string | undefined;
  /** What is older by this than the newest of its lane is dropped. */
  latest?(message: Message<Data>): string | number | Instant | null | undefined;
  /** What a new build is compared with an older one by. */
  readonly graph: readonly GraphStep[];
  /** Events that its steps wait for. */
  readonly awaits?: readonly Event<unknown>[];
  run(run: RouteRun, message: Message<Data>): Promise<Ended>;
}

/** A step as generated code names it. */
export interface Step {
  readonly name: string;
  readonly at: SourceLocation;
  /** Default: the route's. */
  readonly policy?: Policy;
}

export interface Event<Data> {
  /** `order-accepted@1`. */
  readonly type: string;
  readonly contract: Contract<Data>;
}

/** Which event is waited for, and for how long. */
export interface AwaitOptions<Data> {
  /** Absent: any. */
  readonly where?: (event: Data) => boolean;
  /** What `where` demands at least: the event's field at `path` equals `value`. Only the runs that an event may concern are woken by it. */
  readonly match?: { readonly path: readonly string[]; readonly value: unknown };
  /** Absent: for ever. */
  readonly withinMs?: number;
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

export interface Crosswalk {
  readonly name: string;
  readonly systems: readonly string[];
  /** One row an entity; cells by system. */
  readonly rows: readonly Readonly<Record<string, string | undefined>>[];
}

/** A canonical service. A provider's function runs as part of the step that calls it. */
export interface Capability<
  Operations extends Readonly<Record<string, { readonly input: unknown; readonly output: unknown }>>,
> {
  readonly kind: "capability";
  readonly name: string;
  readonly at: SourceLocation;
  readonly providers: Readonly<
    Record<
      string,
      { readonly [O in keyof Operations]: Provider<Operations[O]["input"], Operations[O]["output"]> }
    >
  >;
  readonly pin?: (input: Operations[keyof Operations]["input"]) => string | undefined;
  /** Tried in order; the last has no condition. */
  readonly rollout: readonly {
    readonly to: string;
    readonly when?: (input: Operations[keyof Operations]["input"]) => boolean;
  }[];
}

export type Provider<Input, Output> = (run: RouteRun, step: Step, input: Input) => Promise<Output>;

/** What a branch of `onFailure` knows. */
export interface StepFailure {
  readonly class: FailureClass;
  readonly message: string;
  readonly status?: number;
}

/** What a caller is answered: `body` is what `JSON.stringify` writes of it. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What another system calls a thing. */
export interface LookedUp {
  readonly system: string;
  readonly value: string | number | null | undefined;
}

/**
 * A value of a step, or how it is computed: what may fail is computed by the step, so that its failure has the step's place. The
 * value itself is data, never a function.
 */
export type Given<T> = T | (() => T);

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

export interface Service {
  readonly name: string;
  readonly routes: readonly Route<unknown>[];
}

export interface EnvironmentSettings {
  /** When messages are turned away rather than taken. */
  readonly backlog?: { readonly runs?: number; readonly ageMs?: number };
  /** How long what is over is kept, milliseconds. */
  readonly history?: { readonly defaultMs?: number; readonly byClass?: Readonly<Record<string, number>> };
}

/** All that `run`, `dev` and the container start from: the default export of `build/environment.ts`. */
export interface Estate {
  readonly name: string;
  readonly build: string;
  readonly services: readonly Service[];
  /** With `authentication`, a missing secret stops the start and not the first call. */
  readonly systems: readonly Pick<System, "name" | "endpoints" | "authentication">[];
  readonly webhooks: readonly Webhook<unknown>[];
  /** What environments say of how a service runs there, by name. */
  readonly environments?: Readonly<Record<string, EnvironmentSettings>>;
  /** OpenAPI document of the HTTP routes and webhooks. */
  readonly openapi: Json;
  /** AsyncAPI 3 document of the events. */
  readonly asyncapi?: Json;
}
