import type { Authentication, FailureTable, HmacVerification } from "../../runtime/contract/system.ts";
import type { PlanSchema, PlanType } from "./schema.ts";
import type { PlanExpression, PlanLocation, PlanValue } from "./value.ts";

export interface PlanOperation {
  readonly name: string;
  readonly at: PlanLocation;
  readonly input: {
    readonly parameters?: PlanSchema;
    readonly body?: PlanSchema /** the type that `with` is checked against */;
    readonly type?: PlanType;
    readonly schema?: PlanSchema;
  };
  readonly method: string;
  readonly path: PlanExpression;
  readonly pathTemplate: string;
  readonly query: readonly { readonly name: string; readonly value: PlanExpression }[];
  readonly headers: readonly { readonly name: string; readonly value: PlanExpression }[];
  readonly body?: PlanExpression;
  readonly as: "json" | "form" | "xml";
  readonly responses: readonly {
    readonly status: number;
    readonly schema?: PlanSchema;
    readonly examples: readonly unknown[];
  }[];
  readonly output?: PlanType;
  readonly idempotent:
    | { readonly by: "nature" }
    | { readonly by: "nothing" }
    | { readonly by: "header"; readonly header: string }
    | {
        readonly by: "verify";
        readonly operation: string;
        readonly with: PlanValue;
        readonly found: PlanExpression;
        readonly settleMs?: number;
      };
}

export interface PlanWebhook {
  readonly name: string;
  readonly at: PlanLocation;
  readonly verify?: HmacVerification;
  readonly id?: PlanExpression;
  readonly payload: PlanSchema;
}

export interface PlanSystem {
  readonly name: string;
  readonly at: PlanLocation;
  readonly type: string;
  readonly domain?: string;
  readonly endpoints: Readonly<Record<string, string>>;
  readonly authentication?: Authentication;
  readonly csrfToken: boolean;
  readonly limits?: {
    readonly ratePerSecond?: number;
    readonly burst?: number;
    readonly concurrency?: number;
  };
  readonly failures: FailureTable;
  readonly operations: readonly PlanOperation[];
  readonly webhooks: readonly PlanWebhook[];
}
