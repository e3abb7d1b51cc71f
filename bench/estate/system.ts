import { document, isFollowing, range } from "./spec.ts";

/** A system with a webhook for each of its routes that does not follow on an event, and a call that can be looked at and undone. */
export function systemOf(number: number, routes: readonly number[]): string {
  const webhooks = routes
    .filter((route) => !isFollowing(route))
    .map(
      (route) => `    event${route}:
      verify: { hmac: { algorithm: sha256, header: X-Signature, encoding: base64, secret: system-${number} } }
      id: =headers["x-event-id"]
      payload: { $ref: schemas/event-${route}.json }
`,
    );
  return document(
    "System",
    `system-${number}`,
    "ecommerce",
    `  type: ecommerce
  endpoints: { local: simulated }
  limits: { rate: 200/s, concurrency: 40 }
  webhooks:
${webhooks.join("")}  operations:
    settle:
      request:
        method: POST
        path: /settlements
        body: { type: object, required: [reference, total], properties: { reference: { type: string, minLength: 1, maxLength: 40 }, total: { type: string, format: decimal }, email: { type: string } } }
      response: { 201: { type: object, required: [receipt], properties: { receipt: { type: string, maxLength: 20 } } } }
      idempotent: { verify: find, with: { reference: =input.reference }, found: "=response.found[0]" }
    find:
      parameters: { reference: { type: string, maxLength: 40 } }
      request: { method: GET, path: /settlements, query: { reference: =input.reference } }
      response: { 200: { type: object, required: [found], properties: { found: { type: array, items: { type: object, required: [receipt], properties: { receipt: { type: string, maxLength: 20 } } } } } } }
    undo:
      parameters: { receipt: { type: string, maxLength: 20 } }
      request: { method: DELETE, path: "/settlements/{receipt}" }
`,
  );
}

/** Places of a system and of the warehouse, twelve each. */
export function places(number: number): string {
  const rows = range(0, 12).map(
    (row) => `    - { shop: L-${number}-${row}, warehouse: W${1000 + number * 12 + row} }\n`,
  );
  return document(
    "Crosswalk",
    `places-${number}`,
    "inventory",
    `  owner: warehouse\n  systems: { shop: string, warehouse: string }\n  rows:\n${rows.join("")}`,
  );
}

/** A vendor's payload: what an order needs, then as many fields of mixed types as asked for. */
export function payload(fields: number): string {
  const mixed = [
    { type: "string" },
    { type: ["string", "null"] },
    { type: "integer" },
    { type: "boolean" },
    { type: "string", format: "decimal" },
    { enum: ["a", "b", "c"] },
    { type: "object", properties: { code: { type: "string" }, name: { type: ["string", "null"] } } },
    {
      type: "array",
      items: {
        type: "object",
        required: ["id"],
        properties: { id: { type: "integer" }, note: { type: "string" } },
      },
    },
  ];
  const address = {
    type: ["object", "null"],
    properties: {
      country_code: { type: "string" },
      city: { type: ["string", "null"] },
      zip: { type: "string" },
    },
  };
  const line = {
    type: "object",
    required: ["id", "quantity", "price"],
    properties: {
      id: { type: "integer" },
      sku: { type: ["string", "null"] },
      quantity: { type: "integer" },
      price: { type: "string", format: "decimal" },
    },
  };
  const properties = {
    id: { type: "integer" },
    created_at: { type: "string" },
    currency: { type: "string" },
    status: { enum: ["paid", "pending", "voided"] },
    email: { type: ["string", "null"] },
    total_price: { type: "string", format: "decimal" },
    shipping_address: address,
    line_items: { type: "array", items: line },
    ...Object.fromEntries(range(0, fields).map((index) => [`field_${index}`, mixed[index % mixed.length]])),
  };
  const schema = {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    type: "object",
    required: ["id", "created_at", "currency", "status", "total_price", "line_items"],
    properties,
  };
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}
