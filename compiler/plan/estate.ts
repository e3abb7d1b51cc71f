import type { PlanLocation } from "./value.ts";

export interface PlanDomain {
  readonly owner: string;
  readonly criticality: string;
  /** Recovery time objective, milliseconds. */
  readonly recoveryMs?: number;
}

export interface PlanService {
  readonly name: string;
  readonly at: PlanLocation;
  readonly routes: readonly string[];
  readonly scale?: { readonly min: number; readonly max: number };
  readonly resources?: { readonly cpu: string; readonly memory: string };
}

/** A scenario as the runner reads it: steps as plain data, mapping names and contract labels as in the spec. */
export interface PlanScenario {
  readonly name: string;
  readonly at: PlanLocation;
  readonly given: readonly unknown[];
  readonly when: readonly unknown[];
  readonly then: readonly unknown[];
}
