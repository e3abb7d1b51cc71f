import type { DurationText, Reference, Value, Waivable } from "../values.ts";

export interface ScenarioSpec extends Waivable {
  readonly given?: readonly GivenSpec[];
  readonly when: readonly WhenSpec[];
  readonly then: readonly ThenSpec[];
}

export interface GivenSpec {
  readonly time?: string;
  readonly system?: string;
  readonly operation?: string;
  /** In order, one a call; the last one goes on: `503`, `{ status, body?, headers?, retryAfter? }`, `{ timeout: beforeEffect|afterEffect }`, `{ reset: … }`, `{ delay: 2s }`. */
  readonly answers?: readonly Value[];
}

/** One of `webhook`, `http`, `mapping`, `advance`, `redrive`. */
export interface WhenSpec {
  readonly webhook?: Reference;
  /** `POST /orders`. */
  readonly http?: string;
  /** An event from outside; its data is the body. */
  readonly event?: Reference;
  readonly body?: Value;
  readonly headers?: Readonly<Record<string, string>>;
  readonly mapping?: Reference;
  readonly with?: Readonly<Record<string, Value>>;
  readonly advance?: DurationText;
  /** A webhook with a wrong signature. */
  readonly signature?: "valid" | "wrong" | "missing";
  /** Dead letters of a route, redriven. */
  readonly redrive?: Reference;
}

/** One of `called`, `published`, `result`, `run`, `deadLetter`, `answered`, `milestone`. Bodies match partially: what is said must be there. */
export interface ThenSpec {
  readonly called?: Reference;
  readonly times?: number;
  readonly body?: Value;
  readonly published?: Reference;
  readonly once?: boolean;
  readonly data?: Value;
  readonly result?: Value;
  /** `run: take-web-order`. */
  readonly run?: Reference;
  readonly state?: string;
  readonly outcome?: string;
  readonly deadLetter?: Reference;
  readonly class?: string;
  readonly answered?: number;
  readonly fails?: string;
}
