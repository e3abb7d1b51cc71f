import type { YamlNode } from "../source/node.ts";

/** The text of an expression as written, `=` included; or, where a constant is allowed too, the node itself (`Value`). */
export type ExpressionText = string;
/** A YAML value kept as its node, to be read against a type later (`"x-waybill": "value"` in the kind's schema). */
export type Value = YamlNode;
/** `order@2`, `shopify.ordersCreate`, `sales-orders.create`, `financial-posting`. */
export type Reference = string;
/** `10s`, `5m`, `1h`, `30d`, `250ms`. */
export type DurationText = string;
/** `40/s`, `600/m`, `5000/h`. */
export type RateText = string;
/** An inline JSON Schema, or `{ $ref: schemas/order.json }`, `{ $ref: order@2 }`, `{ $ref: waybill:money }`: kept as its node. */
export type SchemaNode = YamlNode;

/** What any document's `spec` may carry beside its own words. */
export interface Waivable {
  readonly waive?: readonly Waiver[];
}

export interface Waiver {
  readonly code: string;
  readonly path?: string;
  readonly owner: string;
  readonly reason: string;
  /** ISO date. */
  readonly until: string;
}
