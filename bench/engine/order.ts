/** A 1.5 KB order, as a shop sends it. */
export interface Order {
  readonly id: string;
  readonly currency: string;
  readonly customer: { readonly email: string; readonly city: string; readonly country: string };
  readonly lines: readonly {
    readonly sku: string;
    readonly title: string;
    readonly quantity: number;
    readonly price: string;
  }[];
}

export function orderOf(id: string): Order {
  return {
    id,
    currency: "EUR",
    customer: { email: "customer@northwind.example", city: "Amsterdam", country: "NL" },
    lines: Array.from({ length: 12 }, (_, line) => ({
      sku: `SKU-${100_000 + line}`,
      title: "A warm and simple jumper of organic wool, navy",
      quantity: 1 + (line % 3),
      price: "49.90",
    })),
  };
}

/** The one mapping that all sides run. */
export function toSalesOrder(order: Order) {
  return {
    PurchaseOrderByCustomer: order.id,
    TransactionCurrency: order.currency,
    SoldToParty: order.customer.email,
    to_Item: order.lines.map((line, index) => ({
      SalesOrderItem: String((index + 1) * 10),
      Material: line.sku,
      RequestedQuantity: String(line.quantity),
      NetAmount: line.price,
    })),
  };
}
