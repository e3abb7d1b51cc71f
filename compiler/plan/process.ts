import type { PlanExpression, PlanLocation } from "./value.ts";

/** A business object followed across routes. Declared and checked; nothing follows it at run time yet. */
export interface PlanProcess {
  readonly name: string;
  readonly at: PlanLocation;
  readonly domain?: string;
  readonly owner?: string;
  readonly subject: string;
  /** Keys of the object, each with the field of the events that carries it. */
  readonly correlate: readonly { readonly name: string; readonly field: string }[];
  readonly milestones: readonly {
    readonly name: string;
    /** The event that reaches it: `order-accepted@1`. */
    readonly on: string;
    /** Over `event`. */
    readonly when?: PlanExpression;
    /** From the milestone `after`. */
    readonly withinMs?: number;
    readonly after?: string;
    readonly owner?: string;
  }[];
  readonly totals: readonly {
    readonly name: string;
    readonly on: string;
    readonly when?: PlanExpression;
    readonly add: PlanExpression;
  }[];
  readonly serviceLevel?: {
    readonly milestone: string;
    readonly targetPercent: number;
    readonly windowMs: number;
  };
}

/** Two sides that must agree. Declared and checked; nothing compares them at run time yet. */
export interface PlanReconciliation {
  readonly name: string;
  readonly at: PlanLocation;
  readonly domain?: string;
  readonly left: PlanReconciliationSide;
  readonly right: PlanReconciliationSide;
  readonly windowMs: number;
  /** Decimal text: how far two amounts may differ. */
  readonly tolerance: string;
  readonly total?: {
    readonly side: "left" | "right";
    readonly of: string;
    /** Over `item`. */
    readonly amount: PlanExpression;
  };
  readonly breaks: { readonly owner: string; readonly withinMs?: number };
}

/** Its expressions are over `item`, an event of `of`. */
export interface PlanReconciliationSide {
  readonly of: string;
  readonly where?: PlanExpression;
  readonly key: PlanExpression;
  readonly amount: PlanExpression;
}
