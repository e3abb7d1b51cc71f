import { compile, planOf } from "../compile.ts";

const contracts = `
kind: Contract
metadata: { name: sale, domain: orders }
spec:
  version: 1.0.0
  lifecycle: active
  schema:
    type: object
    required: [id, status, amount, lines]
    properties:
      id: { type: string, maxLength: 60 }
      note: { type: [string, "null"] }
      status: { enum: [open, paid, void] }
      reason: { enum: [a, b, null] }
      paid: { type: boolean }
      place: { type: integer }
      amount: { type: string, format: decimal }
      lines:
        type: array
        items:
          type: object
          required: [sku, quantity]
          properties: { sku: { type: string }, group: { type: string }, quantity: { type: integer } }
      returns: { type: array, items: { type: string } }
---
kind: Contract
metadata: { name: order, domain: orders }
spec:
  version: 2.0.0
  lifecycle: active
  schema:
    type: object
    required: [orderId]
    properties:
      orderId: { type: string, maxLength: 35 }
      note: { type: string }
      channel: { enum: [web, store] }
      level: { type: [integer, "null"] }
      either: { type: [string, integer] }
      warehouse: { type: string }
      total: { $ref: "waybill:money" }
      tags: { type: array, items: { type: string } }
      extra: {}
      payer:
        oneOf:
          - { type: object, additionalProperties: false, required: [type, card], properties: { type: { const: card }, card: { type: string } } }
          - { type: object, additionalProperties: false, required: [type, iban], properties: { type: { const: bank }, iban: { type: string } } }
      address: { type: object, required: [city], properties: { city: { type: string }, zip: { type: string } } }
      lines:
        type: array
        items:
          type: object
          required: [sku]
          properties: { sku: { type: string }, number: { type: integer }, of: { type: string }, quantity: { $ref: "waybill:decimal" } }
---
kind: Crosswalk
metadata: { name: location, domain: orders }
spec: { owner: wms, systems: { till: integer, wms: string }, rows: [{ till: 12, wms: AMS1 }] }
---
kind: System
metadata: { name: till, domain: orders }
spec: { type: pos, endpoints: { local: simulated } }
---
kind: System
metadata: { name: wms, domain: orders }
spec: { type: wms, endpoints: { local: simulated } }
`;

const mapping = (fields: string) => `${contracts}---
kind: Mapping
metadata: { name: sale-to-order, domain: orders }
spec:
  from: { sale: sale@1 }
  to: order@2
  fields:
${fields.replace(/^/gm, "    ")}
`;

/** A mapping's diagnostics: code, and the path that a waiver names. */
export function diagnosed(fields: string): readonly string[] {
  return compile(mapping(fields)).diagnostics.map(({ code, subject }) =>
    `${code} ${subject?.path ?? ""}`.trim(),
  );
}

export function messages(fields: string): string {
  return compile(mapping(fields))
    .diagnostics.map(({ message, help }) => `${message}\n${help ?? ""}`)
    .join("\n");
}

/** Its fields as the plan has them, by name, beside `orderId`. */
export function fieldsOf(fields: string) {
  const body = planOf(mapping(`orderId: x\n${fields}`)).mappings[0]?.body;
  if (body?.form !== "fields") throw new Error("The mapping has no fields.");
  return Object.fromEntries(body.fields.map((field) => [field.name, field]));
}
