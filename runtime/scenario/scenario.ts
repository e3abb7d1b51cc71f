import type { Json } from "../contract/json.ts";

/** A scenario as lowering writes it into `build/scenarios.json`: the spec's words, values as JSON, durations in milliseconds. */
export interface Scenario {
  readonly name: string;
  readonly at: { readonly file: string; readonly line: number };
  readonly given: readonly Given[];
  readonly when: readonly When[];
  readonly then: readonly Then[];
}

export interface Given {
  readonly time?: string;
  readonly system?: string;
  readonly operation?: string;
  readonly answers?: readonly Answer[];
}

/** One call's answer. `timeout` and `reset` say when: `beforeEffect`, `afterEffect`. */
export interface Answer {
  readonly status?: number;
  readonly body?: Json;
  readonly headers?: Readonly<Record<string, string>>;
  /** Seconds. */
  readonly retryAfter?: number;
  readonly timeout?: string;
  readonly reset?: string;
  readonly delayMs?: number;
}

export interface When {
  readonly webhook?: string;
  readonly http?: string;
  readonly event?: string;
  readonly body?: Json;
  readonly headers?: Readonly<Record<string, string>>;
  readonly mapping?: string;
  readonly with?: Readonly<Record<string, Json>>;
  readonly advanceMs?: number;
  readonly signature?: "valid" | "wrong" | "missing";
  readonly redrive?: string;
  readonly approve?: Decided;
}

/** What a person decides about, and how. */
export interface Decided {
  readonly route?: string;
  readonly step?: string;
  readonly role?: string;
  readonly as: string;
  readonly decision?: "approved" | "rejected";
  readonly note?: string;
}

export interface Then {
  readonly called?: string;
  readonly times?: number;
  readonly body?: Json;
  readonly published?: string;
  readonly once?: boolean;
  readonly data?: Json;
  readonly result?: Json;
  readonly fails?: string;
  readonly run?: string;
  readonly state?: string;
  readonly outcome?: string;
  readonly deadLetter?: string;
  readonly class?: string;
  readonly answered?: number;
  readonly waiting?: string;
  readonly step?: string;
  readonly compensated?: string;
  readonly steps?: readonly string[];
}

export interface Verdict {
  readonly name: string;
  readonly at: Scenario["at"];
  readonly ok: boolean;
  /** What did not hold, a text each. */
  readonly failures: readonly string[];
  readonly ms: number;
  /** `take-web-order.posting`: steps that ran, for coverage. */
  readonly reached: readonly string[];
}
