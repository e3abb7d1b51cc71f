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

/** A person's decision: of all that wait for one, those of this role or step. */
export interface DecisionSpec {
  readonly route?: Reference;
  readonly step?: string;
  readonly role?: string;
  readonly as: string;
  readonly decision?: "approved" | "rejected";
  readonly note?: string;
}

/** One of `webhook`, `http`, `event`, `mapping`, `advance`, `approve`, `redrive`. */
export interface WhenSpec {
  readonly approve?: DecisionSpec;
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

/** One of `called`, `published`, `result`, `run`, `waiting`, `compensated`, `deadLetter`, `answered`, `milestone`. Bodies match partially: what is said must be there. */
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
  /** A route whose run waits, at `step` where one is said. */
  readonly waiting?: Reference;
  readonly step?: string;
  /** A route whose run undid something: `steps`, in the order in which they were undone. */
  readonly compensated?: Reference;
  readonly steps?: readonly string[];
}
