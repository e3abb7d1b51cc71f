/**
 * A made-up estate of any size for compile benchmarks: as many routes as asked for. Four of five have a webhook of their own, a typed
 * payload of 8 to 60 fields and a mapping of it to one of the canonical contracts; every fifth is started by such a contract's
 * event, looks up, asks a person, waits, calls a system that can be looked at and undone, and publishes what a process watches.
 * So most rules have something to judge, and nothing to say. The same number gives the same bytes.
 */
export function generateEstate(routes: number): Map<string, string> {
  const random = mulberry32(routes);
  const files = new Map<string, string>();
  const contracts = Math.max(1, Math.floor(routes / 5));
  const systems = Math.max(1, Math.ceil(routes / 10));
  files.set("estate.yaml", estate);
  files.set("policies.yaml", policy);
  for (let number = 0; number < contracts; number++)
    files.set(`contracts/order-${number}.yaml`, contract(number, random));
  for (let number = 0; number < systems; number++) files.set(`systems/places-${number}.yaml`, places(number));
  const shapes = Array.from({ length: routes }, () => 4 + Math.floor(random() * 52));
  for (let system = 0; system < systems; system++) {
    const own = range(system * 10, Math.min(routes, system * 10 + 10));
    files.set(`systems/system-${system}.yaml`, systemOf(system, own));
    for (const route of own) {
      if (isFollowing(route)) {
        const number = Math.floor(route / 5);
        files.set(`domains/${domainOf(route)}/route-${route}.yaml`, followingRoute(route, system, number));
        continue;
      }
      files.set(`systems/schemas/event-${route}.json`, payload(shapes[route] ?? 8));
      files.set(
        `domains/${domainOf(route)}/route-${route}.yaml`,
        routeOf(route, system, Math.floor(route / 5) % contracts, shapes[route] ?? 8),
      );
    }
  }
  for (let service = 0; service * 20 < routes; service++) {
    const names = range(service * 20, Math.min(routes, service * 20 + 20)).map((route) => `route-${route}`);
    files.set(
      `services/service-${service}.yaml`,
      document("Service", `service-${service}`, "orders", `  routes: [${names.join(", ")}]\n`),
    );
  }
  return files;
}

const domains = ["orders", "inventory", "finance", "ecommerce"];

const domainOf = (route: number) => domains[route % domains.length] ?? "orders";

/** Every fifth is started by an event instead of a webhook. */
const isFollowing = (route: number) => route % 5 === 4;

const estate = `apiVersion: waybill.dev/v1
kind: Estate
metadata: { name: bench }
spec:
  domains:
${domains.map((name) => `    ${name}: { owner: team-${name}, criticality: high, recovery: { point: 0s, time: 5m } }`).join("\n")}
  classes:
    intake: { criticality: high, latency: minutes, sensitivity: operational, failureImpact: customer, policy: intake }
    settling: { criticality: high, latency: daily, sensitivity: financial, failureImpact: customer, policy: intake }
  personalData: { contact: [orders, inventory, finance, ecommerce] }
  environments:
    local: { engine: embedded }
`;

const policy = document(
  "Policy",
  "intake",
  "orders",
  `  timeout: 10s
  retry: { on: [transient, throttled, unknown], attempts: 5, backoff: { initial: 1s, factor: 2, max: 5m, jitter: full } }
  breaker: { failures: 5, within: 1m, reset: 30s }
  idempotency: { retention: 120d }
  deadLetter: { owner: team-orders, lane: park, alert: 15m, retention: 90d }
`,
);

/** The fields that every canonical order has, and between none and ten optional texts beside them. */
function contract(number: number, random: () => number): string {
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

/** Places of a system and of the warehouse, twelve each. */
function places(number: number): string {
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

function systemOf(number: number, routes: readonly number[]): string {
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

/** A vendor's payload: what an order needs, then as many fields of mixed types as asked for. */
function payload(fields: number): string {
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

function routeOf(route: number, system: number, contractNumber: number, fields: number): string {
  const domain = domains[route % domains.length] ?? "orders";
  const country =
    fields > 30
      ? "=source.shipping_address?.country_code ?? blankToMissing(source.field_0)"
      : "=source.shipping_address?.country_code";
  const mapping = document(
    "Mapping",
    `map-${route}`,
    domain,
    `  from: { source: system-${system}.event${route} }
  to: order-${contractNumber}@1
  fields:
    orderId: =text(source.id)
    placedAt: =instant(source.created_at)
    email: =blankToMissing(source.email)
    country: "${country}"
    total: =money(source.total_price, source.currency)
    lines:
      each: =source.line_items
      as: line
      fields:
        lineId: =text(line.id)
        sku: =blankToMissing(line.sku)
        quantity: =decimal(line.quantity)
        net: =money(multiply(line.price, line.quantity), source.currency)
    paymentStatus:
      match: =source.status
      cases: { paid: captured, pending: open, voided: cancelled }
`,
  );
  const steps = `  class: intake
  policy: intake
  trigger: { webhook: system-${system}.event${route} }
  key: =message.id
  lane: =text(message.data.id)
  load: { steady: 6/m, peak: 1/s, lasting: 10m }
  steps:
    - { name: order, map: map-${route}, with: { source: =message.data } }
    - { name: told, publish: order-${contractNumber}@1, with: =order }
`;
  return `${mapping}---\n${document("Route", `route-${route}`, domain, steps)}`;
}

/** What an order starts: a look-up, a choice, a person, a call that is undone when the next step is refused, a wait, an event. */
function followingRoute(route: number, system: number, number: number): string {
  return document(
    "Route",
    `route-${route}`,
    domainOf(route),
    `  class: settling
  policy: intake
  trigger: { event: { of: order-${number}@1 } }
  lane: =message.data.orderId
  steps:
    - { when: =message.data.paymentStatus == "cancelled", end: cancelled }
    - { name: place, lookup: places-${system}, from: { shop: =message.data.country ?? "" }, to: warehouse, whenMissing: omit }
    - name: review
      when: =compare(message.data.total.amount, "5000") > 0
      approve: { role: team-finance, within: 4h, show: { order: =message.data.orderId, total: =message.data.total } }
      onReject: [{ end: rejected }]
      onExpiry: [{ end: rejected }]
    - name: settlement
      call: system-${system}.settle
      with: { reference: =message.data.orderId, total: =message.data.total.amount, email: =message.data.email }
      compensate: { call: system-${system}.undo, with: { receipt: =settlement.receipt } }
    - choose:
        - when: =message.data.paymentStatus == "open"
          steps:
            - name: paid
              wait: { event: order-${number}@1, where: =event.orderId == message.data.orderId, within: 2d }
              onExpiry: [{ compensate: all }, { end: unpaid }]
    - { name: told, publish: settled-${number}@1, with: { orderId: =message.data.orderId, receipt: =settlement.receipt, place: =place } }
`,
  );
}

function document(kind: string, name: string, domain: string, spec: string): string {
  return `apiVersion: waybill.dev/v1\nkind: ${kind}\nmetadata: { name: ${name}, domain: ${domain} }\nspec:\n${spec}`;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}

/** A small generator of uniform numbers with a seed (Tommy Ettinger's mulberry32). */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
