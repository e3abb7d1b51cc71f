import type { Criticality } from "../../runtime/contract/criticality.ts";
import type { PlanType } from "./schema.ts";
import type { PlanStep } from "./step.ts";
import type { PlanTrigger } from "./trigger.ts";
import type { PlanExpression, PlanLocation } from "./value.ts";

export interface PlanRoute {
  readonly name: string;
  readonly at: PlanLocation;
  readonly class?: string;
  /** Of its class, else of its domain. */
  readonly criticality?: Criticality;
  readonly domain?: string;
  readonly policy: string;
  readonly trigger: PlanTrigger;
  /** The type of `message.data`. */
  readonly data?: PlanType;
  readonly key?: PlanExpression;
  readonly lane?: PlanExpression;
  /** What is older by this than the newest of its lane is dropped. */
  readonly latest?: PlanExpression;
  readonly load?: {
    readonly steadyPerSecond: number;
    readonly peakPerSecond?: number;
    readonly lastingMs?: number;
  };
  readonly steps: readonly PlanStep[];
}

export interface PlanCapability {
  readonly name: string;
  readonly at: PlanLocation;
  readonly pin?: PlanExpression;
  readonly operations: readonly {
    readonly name: string;
    readonly input: PlanType;
    readonly output: PlanType;
  }[];
  readonly providers: readonly {
    readonly name: string;
    readonly operations: readonly {
      readonly operation: string;
      readonly call?: {
        readonly system: string;
        readonly operation: string;
        readonly in?: string;
        readonly out?: string;
      };
      readonly route?: string;
    }[];
  }[];
  readonly rollout: readonly { readonly to: string; readonly when?: PlanExpression }[];
}
