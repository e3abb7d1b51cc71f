import type { DurationText, ExpressionText, RateText, Reference, Value, Waivable } from "../values.ts";

export interface RouteSpec extends Waivable {
  readonly class?: string;
  readonly policy?: Reference;
  readonly trigger: TriggerSpec;
  readonly key?: ExpressionText;
  readonly lane?: ExpressionText;
  readonly load?: { readonly steady: RateText; readonly peak?: RateText; readonly lasting?: DurationText };
  readonly steps: readonly StepSpec[];
}

/** Exactly one key: the trigger's kind. */
export interface TriggerSpec {
  readonly webhook?: Reference;
  readonly http?: HttpTriggerSpec;
  /** `sales-orders.create`: started by that capability's provider `{ route: … }`, in the caller's run; `respond.body` is its result. */
  readonly capability?: Reference;
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

/**
 * One step; its kind is the one key among the step kinds that it has. `publish` with `map` is a publish; `choose` and `respond`,
 * `end`, `fail` need no `name`.
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
  readonly end?: string;
  readonly fail?: string;
}
