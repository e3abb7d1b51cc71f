import type { DurationText, ExpressionText, Reference, Waivable } from "../values.ts";

export interface ProcessSpec extends Waivable {
  /** What is followed, in a word: `order`. */
  readonly subject: string;
  /** Name of a key to the field of the events below that carries it. */
  readonly correlate: Readonly<Record<string, string>>;
  readonly milestones: Readonly<Record<string, MilestoneSpec>>;
  readonly totals?: Readonly<Record<string, TotalSpec>>;
  readonly serviceLevel?: ServiceLevelSpec;
}

export interface MilestoneSpec {
  readonly on: Reference;
  readonly when?: ExpressionText;
  readonly within?: DurationText;
  /** Another milestone of the process, from which `within` counts. */
  readonly after?: string;
  readonly owner?: string;
}

export interface TotalSpec {
  readonly on: Reference;
  readonly when?: ExpressionText;
  readonly add: ExpressionText;
}

export interface ServiceLevelSpec {
  readonly milestone: string;
  /** `99.5%`. */
  readonly target: string;
  readonly window: DurationText;
}
