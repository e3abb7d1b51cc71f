import type { SchemaNode, Waivable } from "../values.ts";

export interface FunctionSpec extends Waivable {
  readonly input: SchemaNode;
  readonly output: SchemaNode;
  /** `./spread-discount.ts`: one pure function as its default export, named in expressions by the document's name in camelCase. */
  readonly module: string;
}
