import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Answer, http } from "./waybill.ts";

/** Messages signed by each vendor's documentation, not by the product's own signer. */
export const examples = fileURLToPath(new URL("../../integrations/", import.meta.url));
export const order: string = readFileSync(`${examples}ecommerce/examples/shopify-order-1001.json`, "utf8");

export function shopifySignature(body: string | Buffer): string {
  return createHmac("sha256", "local-shopify-webhook").update(body).digest("base64");
}

/** An order like the example with an id of its own. */
export function orderWith(id: number | string): string {
  return order.replace(/"id": ?450789469/, `"id": ${id}`);
}

export function sendOrder(
  url: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return http(`${url}/webhooks/shopify/ordersCreate`, {
    method: "POST",
    body,
    headers: {
      "content-type": "application/json",
      "x-shopify-hmac-sha256": shopifySignature(body),
      ...headers,
    },
  });
}
