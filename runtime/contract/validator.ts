/** A standalone ajv validator with its type. `errors` are of the last call, as ajv has it. */
export interface Validator<T> {
  (data: unknown): data is T;
  errors?:
    | readonly {
        readonly instancePath: string;
        readonly message?: string;
        readonly keyword: string;
        readonly params: Readonly<Record<string, unknown>>;
      }[]
    | null;
}

/**
 * What one contract or payload is at run time. Validation sees the wire form. What takes a value is a method here and in the other
 * contract types, so that a list can hold them as `Contract<unknown>`.
 */
export interface Contract<T> {
  /** `order@2`, `shopify.ordersCreate`, `sap.createSalesOrder.input`: what errors and traces call it. */
  readonly name: string;
  readonly validate: Validator<T>;
  /** The business key of a value, by which `trace` finds runs. */
  key?(value: T): string | undefined;
  /** `x-personal` fields as paths of names, `*` for each item: what logs, traces and dead letters mask. */
  readonly personal?: readonly (readonly string[])[];
  /** Checked after the schema; an error refuses, a warning is told in the trace. */
  readonly invariants?: readonly {
    readonly name: string;
    readonly severity:
      | "error"
      | "warning" /** Undefined where what it speaks of is missing: that is no breach. */;
    holds(value: T): boolean | undefined;
  }[];
}
