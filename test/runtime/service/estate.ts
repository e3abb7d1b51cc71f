import type {
  Contract,
  Estate,
  Operation,
  Policy,
  Route,
  ScheduledTick,
  System,
  Webhook,
} from "../../../runtime/index.ts";
import type { SimulationData } from "../../../runtime/simulate/data.ts";

/** A small estate by hand, as the compiler generates them: one webhook, one synchronous route, one ERP that is looked at first. */

const at = { file: "orders/estate.yaml", line: 1 };

export interface WebOrder {
  readonly id: string;
  readonly email?: string;
  readonly total: string;
}

export interface SalesOrder {
  readonly d: { readonly SalesOrder: string; readonly PurchaseOrderByCustomer: string };
}

function contract<T>(
  name: string,
  required: readonly string[],
  more: Partial<Contract<T>> = {},
): Contract<T> {
  const validate = Object.assign(
    (data: unknown): data is T => {
      const missing = required.filter(
        (field) => typeof data !== "object" || data === null || !(field in data),
      );
      validate.errors = missing.map((field) => ({
        instancePath: "",
        keyword: "required",
        params: { missingProperty: field },
      }));
      return missing.length === 0;
    },
    { errors: [] as { instancePath: string; keyword: string; params: Record<string, unknown> }[] },
  );
  return { name, validate, ...more };
}

const policy: Policy = {
  name: "quick",
  // Far above what a first call takes on a busy machine: what times out here says so with a fault of its own.
  timeoutMs: 10_000,
  retry: {
    on: ["transient", "throttled", "unknown"],
    attempts: 4,
    initialMs: 10,
    factor: 1,
    maxMs: 20,
    jitter: "none",
  },
  idempotencyMs: 3_600_000,
  deadLetter: { owner: "finance", lane: "pass", retentionMs: 3_600_000 },
};

export const shopify: System = {
  name: "shopify",
  at,
  type: "ecommerce",
  endpoints: { local: "simulated" },
  failures: {},
};

export const sap: System = {
  name: "sap",
  at,
  type: "erp",
  endpoints: { local: "simulated" },
  authentication: { kind: "oauth2Client", tokenUrl: "/token", secret: "sap-client" },
  csrfToken: true,
  failures: {},
};

export const webOrder = contract<WebOrder>("order@1", ["id", "total"], {
  key: (order) => order.id,
  personal: [["email"]],
});

export const ordersCreate: Webhook<WebOrder> = {
  kind: "webhook",
  system: shopify,
  name: "ordersCreate",
  at,
  payload: webOrder,
  verify: {
    algorithm: "sha256",
    header: "X-Shopify-Hmac-Sha256",
    encoding: "base64",
    secret: "shopify-webhook",
    content: "{body}",
    format: "plain",
    secretFormat: "text",
  },
  id: (headers) => headers["x-shopify-webhook-id"],
};

const found: Operation<{ reference: string }, { d: { results: SalesOrder["d"][] } }> = {
  kind: "operation",
  system: sap,
  name: "findSalesOrder",
  at,
  request: ({ reference }) => ({
    method: "GET",
    path: "/A_SalesOrder",
    query: { $filter: `PurchaseOrderByCustomer eq '${reference}'` },
  }),
  responses: { 200: contract("sap.findSalesOrder", ["d"]) },
  idempotent: { by: "nature" },
};

export const createSalesOrder: Operation<{ PurchaseOrderByCustomer: string }, SalesOrder> = {
  kind: "operation",
  system: sap,
  name: "createSalesOrder",
  at,
  request: (body) => ({ method: "POST", path: "/A_SalesOrder", body }),
  responses: { 201: contract("sap.createSalesOrder", ["d"]) },
  idempotent: {
    by: "verify",
    settleMs: 10,
    async verify(input, call) {
      const [first] = (await call(found, { reference: input.PurchaseOrderByCustomer })).d.results;
      return first && { d: first };
    },
  },
};

const takeOrder: Route<WebOrder> = {
  name: "take-order",
  at,
  trigger: { kind: "webhook", webhook: ordersCreate },
  policy,
  key: (message) => message.id,
  lane: (message) => message.data.id,
  graph: [
    { name: "order", kind: "map", output: "" },
    { name: "posting", kind: "call", output: "" },
  ],
  async run(run, message) {
    const order = await run.map({ name: "order", at: { ...at, line: 12 } }, () => message.data, webOrder);
    await run.call({ name: "posting", at: { ...at, line: 20 } }, createSalesOrder, {
      PurchaseOrderByCustomer: order.id,
    });
    return run.end("done");
  },
};

const quote: Route<WebOrder> = {
  name: "quote",
  at,
  trigger: {
    kind: "http",
    method: "POST",
    path: "/quotes",
    request: webOrder,
    security: { apiKey: { header: "X-Api-Key", secret: "quote-key", scopes: [] } },
    deadlineMs: 1_000,
    synchronous: true,
  },
  policy,
  graph: [{ name: "respond", kind: "respond", output: "" }],
  async run(run, message) {
    await run.respond({ name: "respond", at }, { status: 201, body: { total: message.data.total } });
    return run.end("done");
  },
};

const price: Route<{ sku: string }> = {
  name: "price",
  at,
  trigger: { kind: "http", method: "GET", path: "/prices/{sku}", synchronous: true },
  policy,
  graph: [{ name: "respond", kind: "respond", output: "" }],
  async run(run, message) {
    await run.respond({ name: "respond", at }, { status: 200, body: message.data });
    return run.end("done");
  },
};

/** Both by themselves: an event of somebody outside, and a time table. */
const noteOrder: Route<WebOrder> = {
  name: "note-order",
  at,
  trigger: { kind: "event", event: { type: "order@1", contract: webOrder }, from: "now" },
  policy,
  graph: [],
  run: async (run) => run.end("noted"),
};

const closeDay: Route<ScheduledTick> = {
  name: "close-day",
  at,
  trigger: { kind: "schedule", cron: "0 2 * * *", zone: "Europe/Amsterdam", missed: "once" },
  policy,
  graph: [],
  run: async (run) => run.end("closed"),
};

export const estate: Estate = {
  name: "shop",
  build: "1",
  services: [{ name: "orders", routes: [takeOrder, quote, price, noteOrder, closeDay] }],
  systems: [shopify, sap],
  webhooks: [ordersCreate],
  openapi: { openapi: "3.1.0" },
};

export const simulation: SimulationData = {
  systems: [sap],
  operations: [
    {
      system: "sap",
      name: "createSalesOrder",
      method: "POST",
      path: "/A_SalesOrder",
      as: "json",
      input: {
        type: "object",
        required: ["PurchaseOrderByCustomer"],
        properties: { PurchaseOrderByCustomer: { type: "string", maxLength: 35 } },
      },
      responses: { 201: { examples: [{ d: { SalesOrder: "1", PurchaseOrderByCustomer: "x" } }] } },
      creates: { foundBy: "findSalesOrder" },
    },
    {
      system: "sap",
      name: "findSalesOrder",
      method: "GET",
      path: "/A_SalesOrder",
      as: "json",
      responses: {
        200: { examples: [{ d: { results: [{ SalesOrder: "1", PurchaseOrderByCustomer: "x" }] } }] },
      },
    },
  ],
};
