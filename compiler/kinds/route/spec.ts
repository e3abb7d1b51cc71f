import type { DurationText, ExpressionText, RateText, Reference, Value, Waivable } from "../values.ts";

export interface RouteSpec extends Waivable {
  readonly class?: string;
  readonly policy?: Reference;
  readonly trigger: TriggerSpec;
  readonly key?: ExpressionText;
  readonly lane?: ExpressionText;
  readonly load?: { readonly steady: RateText; readonly peak?: RateText; readonly lasting?: DurationText };
  /** What is older than the newest of its lane is dropped and counted: an expression of the message. */
  readonly latest?: { readonly by: ExpressionText };
  readonly steps: readonly StepSpec[];
}

/** Exactly one key: the trigger's kind. */
export interface TriggerSpec {
  readonly webhook?: Reference;
  readonly http?: HttpTriggerSpec;
  /** `sales-orders.create`: started by that capability's provider `{ route: … }`, in the caller's run; `respond.body` is its result. */
  readonly capability?: Reference;
  readonly event?: EventTriggerSpec;
  readonly schedule?: ScheduleTriggerSpec;
}

export interface EventTriggerSpec {
  readonly of: Reference;
  readonly from?: "now" | "beginning";
}

export interface ScheduleTriggerSpec {
  readonly cron: string;
  readonly zone: string;
  readonly missed?: "once" | "all" | "skip";
}

export interface HttpTriggerSpec {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly request?: Reference;
  readonly response?: Reference;
  readonly security?: {
    readonly apiKey?: {
      readonly header?: string;
      readonly secret?: string;
      readonly scopes?: readonly string[];
    };
    readonly jwt?: JwtSpec;
  };
  readonly rate?: RateText;
  readonly deadline?: DurationText;
}

export interface JwtSpec {
  readonly issuer: string;
  readonly audience: string;
  readonly jwks: string;
  readonly scopes?: readonly string[];
  readonly algorithms?: readonly string[];
  readonly tolerance?: DurationText;
}

/** How a call is undone, or why it is not: exactly one of `call` and `none`. */
export interface UndoSpec {
  readonly call?: Reference;
  /** Sees what the step sees, and the step's own result by its name. */
  readonly with?: Value;
  readonly policy?: Reference;
  /** The reason. */
  readonly none?: string;
}

/** Exactly one of `event` and `for`. */
export interface WaitSpec {
  readonly event?: Reference;
  /** Sees `event`, the event's data. */
  readonly where?: ExpressionText;
  readonly within?: DurationText;
  readonly for?: DurationText;
}

export interface ApproveSpec {
  readonly role: string;
  readonly within?: DurationText;
  /** What the person sees. */
  readonly show?: Value;
}

/**
 * One step; its kind is the one key among the step kinds that it has. `publish` with `map` is a publish, `call` with `compensate`
 * a call; `choose`, `compensate`, `end`, `fail`, `parallel` and `respond` need no `name`.
 */
export interface StepSpec {
  readonly name?: string;
  readonly when?: ExpressionText;
  readonly policy?: Reference;
  readonly with?: Value;
  readonly onFailure?: Readonly<
    Partial<
      Record<"refused" | "invalid" | "throttled" | "transient" | "unknown" | "any", readonly StepSpec[]>
    >
  >;
  readonly map?: Reference;
  readonly call?: Reference;
  readonly publish?: Reference;
  readonly choose?: readonly {
    readonly when?: ExpressionText;
    readonly steps?: readonly StepSpec[];
    readonly otherwise?: readonly StepSpec[];
  }[];
  readonly each?: ExpressionText;
  readonly as?: string;
  readonly index?: string;
  readonly concurrency?: number;
  readonly steps?: readonly StepSpec[];
  readonly result?: ExpressionText;
  readonly lookup?: Reference;
  readonly from?: Readonly<Record<string, Value>>;
  readonly to?: string;
  readonly whenMissing?: "omit" | "wait" | "fail";
  readonly respond?: {
    readonly status?: number;
    readonly body?: Value;
    readonly headers?: Readonly<Record<string, Value>>;
  };
  readonly parallel?: readonly { readonly steps: readonly StepSpec[] }[];
  readonly wait?: WaitSpec;
  readonly approve?: ApproveSpec;
  readonly onReject?: readonly StepSpec[];
  readonly onExpiry?: readonly StepSpec[];
  /** On a call: how it is undone. As a step of its own: what is undone, all of it or the steps of these names. */
  readonly compensate?: UndoSpec | "all" | readonly string[];
  readonly end?: string;
  readonly fail?: string;
}
