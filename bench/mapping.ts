/** A compiled mapping against the same function by hand with the same decimal library, and against JSONata; parsed, and text to text. */
import { deepEqual } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Big } from "big.js";
import jsonata from "jsonata";
import { buildReference } from "./reference.ts";
import { median, type Result, result } from "./result.ts";

type Line = {
  id: number;
  sku: string | null;
  title: string;
  quantity: number;
  price: string;
  total_discount: string;
};
type Order = {
  id: number;
  created_at: string;
  email: string | null;
  financial_status: string;
  checkout_token: string | null;
  note: string | null;
  currency: string;
  total_line_items_price: string;
  total_price: string;
  shipping_address?: { country_code?: string } | null;
  billing_address?: { country_code?: string } | null;
  line_items: Line[];
};

const statuses: Record<string, string> = {
  paid: "captured",
  partially_refunded: "captured",
  refunded: "refunded",
  voided: "cancelled",
  pending: "open",
  authorized: "open",
  partially_paid: "open",
};

/** What a developer would write. */
function byHand(source: Order): unknown {
  return {
    orderId: String(source.id),
    channel: "web",
    shop: "shopify",
    country: source.shipping_address?.country_code ?? source.billing_address?.country_code,
    placedAt: source.created_at,
    email: source.email?.trim() || undefined,
    paymentStatus: statuses[source.financial_status],
    paymentReference: source.checkout_token ?? undefined,
    note: source.note?.slice(0, 40),
    subtotal: { amount: source.total_line_items_price, currency: source.currency },
    total: { amount: source.total_price, currency: source.currency },
    lines: source.line_items.map((line) => ({
      lineId: String(line.id),
      sku: line.sku?.trim().slice(0, 40) || undefined,
      description: line.title.slice(0, 40),
      quantity: String(line.quantity),
      unitPrice: { amount: line.price, currency: source.currency },
      net: {
        amount: new Big(line.price).times(line.quantity).minus(line.total_discount).toFixed(),
        currency: source.currency,
      },
    })),
  };
}

const inJsonata = jsonata(`{
  "orderId": $string(id), "channel": "web", "shop": "shopify", "country": shipping_address.country_code ? shipping_address.country_code : billing_address.country_code,
  "placedAt": created_at, "email": email, "paymentStatus": $lookup({"paid":"captured","partially_refunded":"captured","refunded":"refunded","voided":"cancelled","pending":"open","authorized":"open","partially_paid":"open"}, financial_status),
  "paymentReference": checkout_token, "subtotal": {"amount": total_line_items_price, "currency": currency}, "total": {"amount": total_price, "currency": currency},
  "lines": line_items.{"lineId": $string(id), "sku": sku, "description": $substring(title, 0, 40), "quantity": $string(quantity), "unitPrice": {"amount": price, "currency": %.currency},
    "net": {"amount": $string($number(price) * quantity - $number(total_discount)), "currency": %.currency}}
}`);

/** Calls a second, over about 40 ms. */
function rate(work: () => unknown): number {
  const started = performance.now();
  let calls = 0;
  while (performance.now() < started + 40) for (let index = 0; index < 20; index++, calls++) work();
  return (calls * 1000) / (performance.now() - started);
}

/** Both sides in turn, 51 short rounds after a warm-up, so that what else the machine does falls on both: medians. */
function sideBySide(ours: () => unknown, theirs: () => unknown): readonly [number, number] {
  for (let index = 0; index < 10; index++) void [rate(ours), rate(theirs)];
  const rounds = Array.from({ length: 51 }, () => [rate(ours), rate(theirs)] as const);
  return [median(rounds.map((round) => round[0])), median(rounds.map((round) => round[1]))];
}

export async function run(): Promise<readonly Result[]> {
  const reference = await buildReference();
  const { shopifyOrderToOrder } = (await reference.load("mappings/shopify-order-to-order.ts")) as {
    readonly shopifyOrderToOrder: (from: { source: Order }) => unknown;
  };
  const { order2 } = (await reference.load("contracts/order-2.ts")) as {
    order2: { validate(value: unknown): boolean };
  };
  const { parseJson, stringifyJson } = await import("../runtime/index.ts");
  const text = readFileSync(reference.example("ecommerce/examples/shopify-order-1001.json"), "utf8");
  const source = JSON.parse(text) as Order;
  deepEqual(
    JSON.parse(JSON.stringify(shopifyOrderToOrder({ source }))),
    JSON.parse(JSON.stringify(byHand(source))),
  );
  const results: Result[] = [];
  const [compiled, hand] = sideBySide(
    () => JSON.stringify(shopifyOrderToOrder({ source })),
    () => JSON.stringify(byHand(source)),
  );
  results.push(
    result(
      "mapping, parsed input (with writing)",
      compiled,
      hand,
      "maps/s",
      "the same by hand with big.js",
      ">= 0.9",
    ),
  );
  const [bare, bareHand] = sideBySide(
    () => shopifyOrderToOrder({ source }),
    () => byHand(source),
  );
  results.push(
    result("mapping, parsed input", bare, bareHand, "maps/s", "the same by hand with big.js", ">= 0.9"),
  );
  const ours = (): string => {
    const written = stringifyJson(shopifyOrderToOrder({ source: parseJson(text) as Order }));
    if (!order2.validate(JSON.parse(written))) throw new Error("not an order");
    return written;
  };
  const [whole, wholeHand] = sideBySide(ours, () => JSON.stringify(byHand(JSON.parse(text) as Order)));
  results.push(
    result(
      "mapping, text to text, validated",
      whole,
      wholeHand,
      "maps/s",
      "JSON.parse, by hand, JSON.stringify",
      ">= 0.8",
    ),
  );
  const rounds: number[] = [];
  for (let index = 0; index < 3; index++) {
    const started = performance.now();
    for (let call = 0; call < 300; call++) await inJsonata.evaluate(source);
    rounds.push(300_000 / (performance.now() - started));
  }
  results.push(
    result("mapping, parsed input, against JSONata", bare, median(rounds), "maps/s", "JSONata", ">= 10"),
  );
  return results;
}
