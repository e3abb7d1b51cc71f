import { compile, planOf } from "../compile.ts";

const others = `
kind: Contract
metadata: { name: sale, domain: orders }
spec:
  version: 1.0.0
  lifecycle: active
  schema:
    type: object
    required: [id, lines]
    properties:
      id: { type: string }
      gift: { type: string }
      place: { type: integer }
      lines: { type: array, items: { type: object, required: [sku], properties: { sku: { type: string } } } }
      tags: { type: array, items: { type: string } }
---
kind: Contract
metadata: { name: order, domain: orders }
spec:
  version: 1.0.0
  lifecycle: active
  schema: { type: object, required: [orderId], properties: { orderId: { type: string } } }
---
kind: System
metadata: { name: till, domain: orders }
spec:
  type: pos
  endpoints: { local: simulated }
  webhooks:
    saleMade:
      verify: { hmac: { algorithm: sha256, header: X-Signature, encoding: base64, secret: till-webhook } }
      payload: { $ref: sale@1 }
  operations:
    read:
      parameters: { id: { type: string } }
      request: { method: GET, path: "/sales/{id}" }
      response: { 200: { $ref: sale@1 } }
    ping:
      request: { method: PUT, path: /ping }
---
kind: Mapping
metadata: { name: sale-to-order, domain: orders }
spec: { from: { sale: sale@1 }, to: order@1, fields: { orderId: =sale.id } }
---
kind: Crosswalk
metadata: { name: location, domain: orders }
spec: { owner: till, systems: { till: integer, wms: string }, rows: [{ till: 12, wms: AMS1 }] }
---
kind: System
metadata: { name: wms, domain: orders }
spec: { type: wms, endpoints: { local: simulated } }
`;

export const webhook = "{ webhook: till.saleMade }";
export const http =
  "{ http: { method: POST, path: /sales, request: sale@1, response: order@1, rate: 5/s, deadline: 2s, security: { apiKey: { scopes: [sales] } } } }";

const route = (steps: string, trigger: string) => `${others}---
kind: Route
metadata: { name: take-sale, domain: orders }
spec:
  trigger: ${trigger}
  lane: =message.id
  steps:
${steps.replace(/^/gm, "    ")}
`;

export function diagnosed(steps: string, trigger: string = webhook): readonly string[] {
  return compile(route(steps, trigger)).diagnostics.map(({ code, subject }) =>
    `${code} ${subject?.path ?? ""}`.trim(),
  );
}

export function routeOf(steps: string, trigger: string = webhook) {
  const [plan] = planOf(route(steps, trigger)).routes;
  if (!plan) throw new Error("There is no route.");
  return plan;
}
