import type { ExpressionText, Reference, Waivable } from "../values.ts";

export interface CapabilitySpec extends Waivable {
  readonly pin?: ExpressionText;
  readonly operations: Readonly<Record<string, { readonly input: Reference; readonly output: Reference }>>;
  /** Provider name (a system's, by convention) to what does each operation. `in` has one `from`; `out` has one, or two of which one is named `input`. */
  readonly providers: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly call?: Reference;
            readonly in?: Reference;
            readonly out?: Reference;
            readonly route?: Reference;
          }
        >
      >
    >
  >;
  readonly rollout: readonly { readonly to: string; readonly when?: ExpressionText }[];
}
