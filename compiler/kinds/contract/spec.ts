import type { ExpressionText, Reference, SchemaNode, Waivable } from "../values.ts";

export interface ContractSpec extends Waivable {
  readonly version: string;
  readonly lifecycle: "draft" | "active" | "deprecated" | "retired";
  readonly sunset?: string;
  readonly replacement?: Reference;
  readonly compatibility?: "backward" | "forward" | "full" | "none";
  readonly key?: readonly string[];
  readonly schema: SchemaNode;
  readonly invariants?: readonly {
    readonly name: string;
    readonly holds: ExpressionText;
    readonly severity?: "error" | "warning";
  }[];
}
