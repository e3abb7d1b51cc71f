import type { ShapeSet } from "../schema/shape.ts";
import type { PlanExpression, PlanLocation } from "./value.ts";

/** A generated type: the module it lives in and its name there. */
export interface PlanType {
  /** `contracts/order-2`, `systems/shopify`. */
  readonly module: string;
  readonly name: string;
}

/** A schema that becomes types and a validator in a module. */
export interface PlanSchema {
  readonly type: PlanType;
  readonly set: ShapeSet;
  /** What errors call it: `order@2`. */
  readonly label: string;
  readonly at: PlanLocation;
  readonly key?: readonly string[];
  readonly personal: readonly (readonly string[])[];
  readonly invariants: readonly {
    readonly name: string;
    readonly severity: "error" | "warning";
    readonly holds: PlanExpression;
  }[];
}

export interface PlanContract {
  readonly name: string;
  readonly version: string;
  readonly schema: PlanSchema;
  readonly lifecycle: string;
  readonly domain?: string;
}
