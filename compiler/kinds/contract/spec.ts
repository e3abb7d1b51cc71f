import type { ExpressionText, Reference, SchemaNode, Waivable } from "../values.ts";

export interface ContractSpec extends Waivable {
  readonly version: string;
  readonly lifecycle: "draft" | "active" | "deprecated" | "retired";
  readonly sunset?: string;
  readonly replacement?: Reference;
  readonly compatibility?: "backward" | "forward" | "full" | "none";
  readonly key?: readonly string[];
  readonly schema: SchemaNode;
  /** Who publishes or consumes it that is no part of the estate. */
  readonly outside?: { readonly publishes?: string; readonly consumes?: string };
  readonly invariants?: readonly {
    readonly name: string;
    readonly holds: ExpressionText;
    readonly severity?: "error" | "warning";
  }[];
}
