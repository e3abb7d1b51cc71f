import type { PlanSchema, PlanType } from "./schema.ts";
import type { PlanExpression, PlanLocation, PlanValue } from "./value.ts";

/** A field of a mapping; forms mirror the language. */
export type PlanField =
  | { readonly form: "value"; readonly value: PlanValue }
  | { readonly form: "fields"; readonly fields: readonly PlanNamedField[] }
  | {
      readonly form: "each";
      readonly items: PlanExpression;
      readonly as: string;
      readonly index?: string;
      readonly where?: PlanExpression;
      /** The body gives a list for each item: together they are one list. */
      readonly flatten: boolean;
      /** Over an item; in the body `as` is then a group of items with the same key, in the order of their first: `{ key, items }`. */
      readonly groupBy?: PlanExpression;
      readonly body: PlanField;
    }
  | {
      readonly form: "match";
      readonly on: PlanExpression;
      readonly cases: readonly { readonly value: string | number | boolean; readonly then: PlanField }[];
      readonly otherwise?: PlanField;
      readonly missing?: PlanField;
    }
  | {
      readonly form: "lookup";
      readonly crosswalk: string;
      readonly system: string;
      readonly value: PlanExpression;
      readonly to: string;
      readonly whenMissing: "omit" | "fail";
    };

export interface PlanNamedField {
  readonly name: string;
  /** Its value may be missing: the field is left out then. */
  readonly optional: boolean;
  readonly field: PlanField;
  readonly at: PlanLocation;
}

export interface PlanMapping {
  readonly name: string;
  readonly at: PlanLocation;
  readonly from: readonly { readonly name: string; readonly type: PlanType }[];
  readonly to: PlanType;
  readonly body: PlanField;
}

export interface PlanFunction {
  readonly name: string;
  readonly at: PlanLocation;
  readonly input: PlanSchema;
  readonly output: PlanSchema;
  /** The author's module, copied as it is. */
  readonly module: { readonly path: string; readonly text: string };
}

export interface PlanCrosswalk {
  readonly name: string;
  readonly at: PlanLocation;
  readonly systems: readonly string[];
  readonly rows: readonly Readonly<Record<string, string>>[];
}
