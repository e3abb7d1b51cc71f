import { document, range } from "./spec.ts";

/** The fields that every canonical order has, and between none and ten optional texts beside them. */
export function contract(number: number, random: () => number): string {
  const extra = range(0, Math.floor(random() * 10)).map(
    (index) => `      extra${index}: { type: string, maxLength: 80 }\n`,
  );
  return document(
    "Contract",
    `order-${number}`,
    "orders",
    `  version: 1.0.0
  lifecycle: active
  compatibility: backward
  key: [orderId]
  schema:
    type: object
    required: [orderId, placedAt, paymentStatus, total, lines]
    properties:
      orderId: { type: string, minLength: 1, maxLength: 35 }
      placedAt: { $ref: waybill:instant }
      paymentStatus: { enum: [open, captured, cancelled] }
      email: { type: string, x-personal: contact }
      country: { type: string }
      total: { $ref: waybill:money }
${extra.join("")}      lines:
        type: array
        items:
          type: object
          required: [lineId, quantity, net]
          properties:
            lineId: { type: string }
            sku: { type: string }
            quantity: { $ref: waybill:decimal }
            net: { $ref: waybill:money }
---
${settled(number)}`,
  );
}

/** What the route that an order starts says at its end, and the process that watches both. */
function settled(number: number): string {
  const event = document(
    "Contract",
    `settled-${number}`,
    "finance",
    `  version: 1.0.0
  lifecycle: active
  key: [orderId]
  outside: { consumes: the data lake }
  schema:
    type: object
    required: [orderId, receipt]
    properties: { orderId: { type: string, minLength: 1, maxLength: 35 }, receipt: { type: string, maxLength: 20 }, place: { type: string, maxLength: 12 } }
`,
  );
  const process = document(
    "Process",
    `order-${number}-to-cash`,
    "finance",
    `  subject: order
  correlate: { order: orderId }
  milestones:
    placed: { on: order-${number}@1 }
    settled: { on: settled-${number}@1, within: 5d, after: placed, owner: team-finance }
`,
  );
  return `${event}---\n${process}`;
}
