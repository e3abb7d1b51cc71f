import type { DurationText, Reference, Value, Waivable } from "../values.ts";

export interface CrosswalkSpec extends Waivable {
  readonly owner: string;
  readonly systems: Readonly<Record<string, "string" | "integer">>;
  /** A CSV file beside the spec with a header of system names; or `rows`. */
  readonly data?: string | { readonly call: Reference; readonly every: DurationText };
  readonly rows?: readonly Readonly<Record<string, Value>>[];
}
