import type { Reference, Value, Waivable } from "../values.ts";

export interface MappingSpec extends Waivable {
  /** Name in scope to what it is: a contract `order@2`, a webhook's payload `shopify.ordersCreate`, an operation's input `sap.createSalesOrder.input` or its output `sap.createSalesOrder` (`.output`), or `{ $ref: schemas/x.json }`. */
  readonly from: Readonly<Record<string, Reference | { readonly $ref: string }>>;
  /** A contract, or an operation `sap.createSalesOrder` (its input), or `{ $ref: … }`. */
  readonly to: Reference | { readonly $ref: string };
  /** The mapping whose way this one goes back: what went out there comes home here. */
  readonly inverseOf?: Reference;
  /** Mirrors the target: name to constant, expression, nested `fields`, `each`, `match`, `lookup`. Read from its node. */
  readonly fields?: Value;
  /** Where the target as a whole is a list or a scalar: `each`, `match`, an expression. One of `fields`, `value`. */
  readonly value?: Value;
}
