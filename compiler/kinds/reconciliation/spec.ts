import type { DurationText, ExpressionText, Reference, Waivable } from "../values.ts";

export interface ReconciliationSpec extends Waivable {
  readonly left: SideSpec;
  readonly right: SideSpec;
  readonly window: DurationText;
  readonly tolerance?: string;
  readonly total?: ControlTotalSpec;
  readonly breaks: { readonly owner: string; readonly within?: DurationText };
}

/** The events of one side, what they are matched by, and what must agree. */
export interface SideSpec {
  readonly of: Reference;
  readonly where?: ExpressionText;
  readonly key: ExpressionText;
  readonly amount: ExpressionText;
}

/** Which side's items are added up against an event that says what they come to. */
export interface ControlTotalSpec {
  readonly left?: Reference;
  readonly right?: Reference;
  readonly amount: ExpressionText;
}

export const sides = ["left", "right"] as const;
export type Side = (typeof sides)[number];
