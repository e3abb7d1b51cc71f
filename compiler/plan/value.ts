export interface PlanLocation {
  readonly file: string;
  readonly line: number;
}

/** A checked expression, already printed as TypeScript by the one printer, with what it needs from the runtime. */
export interface PlanExpression {
  readonly code: string;
  /** Names of library functions and types it uses, to import from `waybill/runtime`. */
  readonly library: readonly string[];
  readonly at: PlanLocation;
}

/** A value to build: a constant, an expression, or an object or list of values. `convert` is put around it by the printer already. */
export type PlanValue =
  | { readonly kind: "constant"; readonly json: unknown; readonly at: PlanLocation }
  | { readonly kind: "expression"; readonly expression: PlanExpression }
  | {
      readonly kind: "object";
      readonly properties: readonly {
        readonly name: string;
        readonly value: PlanValue /** may be missing: leave the property out then */;
        readonly optional: boolean;
      }[];
    }
  | { readonly kind: "list"; readonly items: readonly PlanValue[] };
