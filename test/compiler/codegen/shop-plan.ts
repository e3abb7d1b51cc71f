import type {
  Plan,
  PlanExpression,
  PlanField,
  PlanLocation,
  PlanNamedField,
  PlanValue,
} from "../../../compiler/plan/plan.ts";
import type { PlanStep } from "../../../compiler/plan/step.ts";
import type { Policy } from "../../../runtime/contract/policy.ts";
import { decimal, instant, integer, list, money, oneOf, record, schema, text } from "./schemas.ts";

/** A small shop as lowering would make it: an order from a webhook, made canonical, posted to SAP by way of a capability. */

export function at(file: string, line: number): PlanLocation {
  return { file, line };
}

export function expression(code: string, ...library: string[]): PlanExpression {
  return { code, library, at: at("spec.yaml", 1) };
}

export function value(code: string, ...library: string[]): PlanValue {
  return { kind: "expression", expression: expression(code, ...library) };
}

export function constant(json: unknown): PlanValue {
  return { kind: "constant", json, at: at("spec.yaml", 1) };
}

export function field(name: string, inner: PlanField | PlanValue, optional = false): PlanNamedField {
  return {
    name,
    optional,
    field: "form" in inner ? inner : { form: "value", value: inner },
    at: at("orders/mapping.yaml", 9),
  };
}

type Common = "at" | "used" | "optional" | "ends";
type Own<Step> = Step extends PlanStep ? Omit<Step, Common> & Partial<Pick<Step, Common>> : never;

/** A step with what most have. */
export function step(line: number, own: Own<PlanStep>): PlanStep {
  const ends = own.kind === "end" || own.kind === "fail";
  return { at: at("orders/take-web-order.yaml", line), used: false, optional: false, ends, ...own };
}

export function policy(name: string): Policy {
  return {
    name,
    timeoutMs: 10_000,
    retry: {
      on: ["transient", "throttled"],
      attempts: 5,
      initialMs: 1000,
      factor: 2,
      maxMs: 300_000,
      jitter: "full",
    },
    idempotencyMs: 86_400_000,
    deadLetter: { owner: "team-orders", lane: "park", retentionMs: 7_776_000_000 },
  };
}

const orderFile = "orders/contracts.yaml";

const order = schema(
  { module: "contracts/order-2", name: "Order" },
  "order@2",
  orderFile,
  record({
    orderId: text,
    channel: oneOf("web", "store", "marketplace"),
    "country?": text,
    placedAt: instant,
    "email?": { kind: "text", personal: "contact" },
    paymentStatus: oneOf("open", "captured", "refunded", "cancelled"),
    "warehouse?": text,
    "note?": text,
    total: money,
    lines: list(record({ lineId: text, "sku?": text, quantity: decimal, net: money })),
  }),
  {
    key: ["orderId"],
    personal: [["email"]],
    invariants: [
      {
        name: "linesAddUp",
        severity: "warning",
        holds: expression("equal(sum(lines.map((line) => line.net)), total)", "equal", "sum"),
      },
    ],
  },
);

const refused = schema(
  { module: "contracts/order-refused-1", name: "OrderRefused" },
  "order-refused@1",
  orderFile,
  record({ orderId: text, "reason?": text }),
  { key: ["orderId", "reason"] },
);

const reference = schema(
  { module: "contracts/sales-order-reference-1", name: "SalesOrderReference" },
  "sales-order-reference@1",
  orderFile,
  record({ number: text }),
);

const webOrder = schema(
  { module: "systems/shopify", name: "ShopifyOrdersCreate" },
  "shopify.ordersCreate",
  "ecommerce/shopify.yaml",
  record({
    id: integer,
    currency: text,
    created_at: text,
    financial_status: {
      kind: "union",
      options: [oneOf("paid", "pending", "refunded", "voided"), { kind: "null" }],
    },
    "email?": { kind: "union", options: [text, { kind: "null" }] },
    "note?": { kind: "union", options: [text, { kind: "null" }] },
    "location_id?": integer,
    "shipping_address?": { kind: "reference", name: "ShopifyOrdersCreateAddress" },
    "billing_address?": { kind: "reference", name: "ShopifyOrdersCreateAddress" },
    total_price: decimal,
    line_items: list(
      record({
        id: integer,
        "sku?": { kind: "union", options: [text, { kind: "null" }] },
        quantity: integer,
        price: decimal,
        total_discount: decimal,
      }),
    ),
  }),
  {},
  { ShopifyOrdersCreateAddress: record({ "country_code?": text }) },
);

const sapFile = "finance/sap.yaml";
const sapOrder = schema(
  { module: "systems/sap", name: "SapCreateSalesOrderInput" },
  "sap.createSalesOrder.input",
  sapFile,
  record({
    SalesOrderType: text,
    PurchaseOrderByCustomer: text,
    to_Item: list(record({ Material: text, RequestedQuantity: decimal })),
  }),
);
const sapAnswer = schema(
  { module: "systems/sap", name: "SapCreateSalesOrder" },
  "sap.createSalesOrder",
  sapFile,
  record({ d: record({ SalesOrder: text }) }),
);
const sapFind = schema(
  { module: "systems/sap", name: "SapFindSalesOrderParameters" },
  "sap.findSalesOrder.parameters",
  sapFile,
  record({ reference: text }),
);
const sapFound = schema(
  { module: "systems/sap", name: "SapFindSalesOrder" },
  "sap.findSalesOrder",
  sapFile,
  record({ d: record({ results: list(record({ SalesOrder: text })) }) }),
);

const failures = {
  transient: [503, "connection"],
  throttled: [429],
  refused: [400, 404, 422],
  unknown: ["timeout", "reset", 500, 502, 504],
} as const;

export const shopPlan: Plan = {
  estate: { name: "shop", environments: { local: { engine: "embedded" } } },
  contracts: [
    { name: "order", version: "2.1.0", lifecycle: "active", domain: "orders", schema: order },
    { name: "order-refused", version: "1.0.0", lifecycle: "active", domain: "orders", schema: refused },
    {
      name: "sales-order-reference",
      version: "1.0.0",
      lifecycle: "active",
      domain: "finance",
      schema: reference,
    },
  ],
  systems: [
    {
      name: "shopify",
      at: at("ecommerce/shopify.yaml", 1),
      type: "ecommerce",
      domain: "ecommerce",
      endpoints: { local: "simulated", production: "https://northwind.myshopify.example/admin/api" },
      authentication: { kind: "header", name: "X-Shopify-Access-Token", secret: "shopify-token" },
      csrfToken: false,
      limits: { ratePerSecond: 40, burst: 80, concurrency: 20 },
      failures,
      operations: [],
      webhooks: [
        {
          name: "ordersCreate",
          at: at("ecommerce/shopify.yaml", 12),
          verify: {
            algorithm: "sha256",
            header: "X-Shopify-Hmac-Sha256",
            encoding: "base64",
            secret: "shopify-webhook",
            content: "{body}",
            format: "plain",
            secretFormat: "text",
          },
          id: expression('headers["x-shopify-webhook-id"]'),
          payload: webOrder,
        },
      ],
    },
    {
      name: "sap",
      at: at(sapFile, 1),
      type: "erp",
      domain: "finance",
      endpoints: { local: "simulated", production: "https://s4.northwind.example/sap" },
      authentication: { kind: "oauth2Client", tokenUrl: "/token", secret: "sap-client" },
      csrfToken: true,
      failures,
      webhooks: [],
      operations: [
        {
          name: "createSalesOrder",
          at: at(sapFile, 10),
          input: { body: sapOrder, type: sapOrder.type, schema: sapOrder },
          method: "POST",
          path: expression('"/A_SalesOrder"'),
          pathTemplate: "/A_SalesOrder",
          query: [],
          headers: [],
          body: expression("input"),
          as: "json",
          responses: [{ status: 201, schema: sapAnswer, examples: [{ d: { SalesOrder: "1" } }] }],
          output: sapAnswer.type,
          idempotent: {
            by: "verify",
            operation: "findSalesOrder",
            with: {
              kind: "object",
              properties: [
                { name: "reference", value: value("input.PurchaseOrderByCustomer"), optional: false },
              ],
            },
            found: expression("response.d.results[0] && { d: response.d.results[0] }"),
          },
        },
        {
          name: "findSalesOrder",
          at: at(sapFile, 20),
          input: { parameters: sapFind, type: sapFind.type, schema: sapFind },
          method: "GET",
          path: expression('"/A_SalesOrder"'),
          pathTemplate: "/A_SalesOrder",
          query: [
            { name: "$filter", value: expression("`PurchaseOrderByCustomer eq '${input.reference}'`") },
          ],
          headers: [],
          as: "json",
          responses: [{ status: 200, schema: sapFound, examples: [] }],
          output: sapFound.type,
          idempotent: { by: "nature" },
        },
      ],
    },
  ],
  mappings: [
    {
      name: "shopify-order-to-order",
      at: at("orders/mapping.yaml", 1),
      from: [{ name: "source", type: webOrder.type }],
      to: order.type,
      body: {
        form: "fields",
        fields: [
          field("orderId", value("text(source.id)", "text")),
          field("channel", constant("web")),
          field(
            "country",
            value("source.shipping_address?.country_code ?? source.billing_address?.country_code"),
            true,
          ),
          field("placedAt", value("instant(source.created_at)", "instant")),
          field("email", value("blankToMissing(source.email)", "blankToMissing"), true),
          field("note", value("truncate(source.note, 40)", "truncate"), true),
          field("total", value("money(source.total_price, source.currency)", "money")),
          field("lines", {
            form: "each",
            items: expression("source.line_items"),
            as: "line",
            index: "i",
            where: expression("line.quantity > 0"),
            flatten: false,
            body: {
              form: "fields",
              fields: [
                field("lineId", value("text(line.id)", "text")),
                field("sku", value("blankToMissing(line.sku)", "blankToMissing"), true),
                field("quantity", value("decimal(line.quantity)", "decimal")),
                field(
                  "net",
                  value(
                    "money(subtract(multiply(line.price, line.quantity), line.total_discount), source.currency)",
                    "money",
                    "subtract",
                    "multiply",
                  ),
                ),
              ],
            },
          }),
          field("paymentStatus", {
            form: "match",
            on: expression("source.financial_status"),
            cases: [
              { value: "paid", then: { form: "value", value: constant("captured") } },
              { value: "pending", then: { form: "value", value: constant("open") } },
              { value: "refunded", then: { form: "value", value: constant("refunded") } },
              { value: "voided", then: { form: "value", value: constant("cancelled") } },
            ],
            missing: { form: "value", value: constant("open") },
          }),
          field(
            "warehouse",
            {
              form: "lookup",
              crosswalk: "location",
              system: "shopify",
              value: expression("source.location_id"),
              to: "wms",
              whenMissing: "omit",
            },
            true,
          ),
        ],
      },
    },
    {
      name: "order-to-sap",
      at: at("finance/mappings.yaml", 1),
      from: [{ name: "order", type: order.type }],
      to: sapOrder.type,
      body: {
        form: "fields",
        fields: [
          field("SalesOrderType", {
            form: "match",
            on: expression("order.channel"),
            cases: [
              { value: "store", then: { form: "value", value: value('order.country ?? "OR"') } },
              { value: "web", then: { form: "value", value: constant("OR") } },
            ],
            otherwise: { form: "value", value: constant("OR") },
          }),
          field("PurchaseOrderByCustomer", value("order.orderId")),
          field("to_Item", {
            form: "each",
            items: expression("order.lines"),
            as: "line",
            flatten: false,
            groupBy: expression('line.sku ?? ""'),
            body: {
              form: "fields",
              fields: [
                field("Material", value("line.key")),
                field("RequestedQuantity", value("sum(line.items.map((item) => item.quantity))", "sum")),
              ],
            },
          }),
        ],
      },
    },
    {
      name: "sap-to-reference",
      at: at("finance/mappings.yaml", 20),
      from: [{ name: "response", type: sapAnswer.type }],
      to: reference.type,
      body: { form: "fields", fields: [field("number", value("response.d.SalesOrder"))] },
    },
    {
      name: "order-to-refused",
      at: at("orders/mapping.yaml", 40),
      from: [
        { name: "order", type: order.type },
        { name: "reason", type: reference.type },
      ],
      to: refused.type,
      body: {
        form: "fields",
        fields: [field("orderId", value("order.orderId")), field("reason", value("reason.number"), true)],
      },
    },
  ],
  functions: [],
  crosswalks: [
    {
      name: "location",
      at: at("inventory/location.yaml", 1),
      systems: ["shopify", "wms"],
      rows: [
        { shopify: "655441491", wms: "WH-1" },
        { shopify: "487838322", wms: "WH-2" },
      ],
    },
  ],
  policies: [policy("order-intake"), policy("financial-posting")],
  capabilities: [
    {
      name: "sales-orders",
      at: at("finance/sales-orders.yaml", 1),
      pin: expression("input.orderId"),
      operations: [{ name: "create", input: order.type, output: reference.type }],
      providers: [
        {
          name: "sap",
          operations: [
            {
              operation: "create",
              call: {
                system: "sap",
                operation: "createSalesOrder",
                in: "order-to-sap",
                out: "sap-to-reference",
              },
            },
          ],
        },
        { name: "byHand", operations: [{ operation: "create", route: "post-by-hand" }] },
      ],
      rollout: [{ to: "byHand", when: expression('input.country === "NL"') }, { to: "sap" }],
    },
  ],
  routes: [
    {
      name: "take-web-order",
      at: at("orders/take-web-order.yaml", 1),
      class: "orderIntake",
      criticality: "high",
      domain: "orders",
      policy: "order-intake",
      trigger: { kind: "webhook", system: "shopify", webhook: "ordersCreate" },
      data: webOrder.type,
      key: expression("message.id"),
      lane: expression("text(message.data.id)", "text"),
      steps: [
        step(12, {
          kind: "map",
          name: "order",
          mapping: "shopify-order-to-order",
          from: [{ name: "source", value: value("message.data") }],
          result: order.type,
          used: true,
        }),
        step(13, {
          kind: "lookup",
          name: "place",
          crosswalk: "location",
          system: "shopify",
          value: expression("message.data.location_id"),
          to: "wms",
          whenMissing: "omit",
        }),
        step(20, {
          kind: "call",
          name: "posting",
          target: { kind: "capability", capability: "sales-orders", operation: "create" },
          with: value("order"),
          result: reference.type,
          policy: "financial-posting",
          used: true,
          onFailure: [
            {
              classes: ["refused"],
              ends: true,
              steps: [
                step(24, {
                  kind: "publish",
                  name: "short",
                  contract: "order-refused@1",
                  type: refused.type,
                  data: {
                    kind: "value",
                    value: {
                      kind: "object",
                      properties: [
                        { name: "orderId", value: value("order.orderId"), optional: false },
                        { name: "reason", value: value("failure.message"), optional: true },
                      ],
                    },
                  },
                }),
                step(25, { kind: "end", name: "end", outcome: "refused" }),
              ],
            },
          ],
        }),
        step(30, {
          kind: "choose",
          name: "choose",
          branches: [
            {
              when: expression('order.channel === "store"'),
              at: at("orders/take-web-order.yaml", 31),
              steps: [
                step(31, { kind: "fail", name: "fail", reason: "a till's order came through the web shop" }),
              ],
            },
          ],
        }),
        step(35, {
          kind: "each",
          name: "numbers",
          items: expression("order.lines"),
          as: "line",
          index: "i",
          concurrency: 4,
          steps: [
            step(36, {
              kind: "call",
              name: "posted",
              target: { kind: "capability", capability: "sales-orders", operation: "create" },
              with: value("order"),
              result: reference.type,
              used: true,
            }),
          ],
          value: expression("posted.number"),
        }),
        step(40, {
          kind: "publish",
          name: "told",
          when: expression('posting.number !== ""'),
          contract: "order-refused@1",
          type: refused.type,
          data: {
            kind: "map",
            mapping: "order-to-refused",
            from: [
              { name: "order", value: value("order") },
              { name: "reason", value: value("posting") },
            ],
          },
        }),
      ],
    },
    {
      name: "post-by-hand",
      at: at("finance/sales-orders.yaml", 40),
      policy: "financial-posting",
      trigger: {
        kind: "capability",
        capability: "sales-orders",
        operation: "create",
        input: order.type,
        output: reference.type,
      },
      data: order.type,
      steps: [
        step(41, {
          kind: "respond",
          name: "respond",
          status: 200,
          body: {
            kind: "object",
            properties: [{ name: "number", value: value("message.data.orderId"), optional: false }],
          },
          headers: [],
        }),
      ],
    },
    {
      name: "tell-customer",
      at: at("orders/tell-customer.yaml", 1),
      policy: "order-intake",
      trigger: { kind: "event", contract: "order-refused@1", type: refused.type, from: "beginning" },
      data: refused.type,
      lane: expression("message.data.orderId"),
      steps: [step(5, { kind: "end", name: "end", outcome: "told" })],
    },
    {
      name: "close-day",
      at: at("orders/close-day.yaml", 1),
      policy: "order-intake",
      trigger: { kind: "schedule", cron: "0 2 * * *", zone: "Europe/Amsterdam", missed: "all" },
      key: expression("text(message.data.scheduledAt)", "text"),
      steps: [step(5, { kind: "end", name: "end", outcome: "closed" })],
    },
    {
      name: "take-order",
      at: at("orders/take-order.yaml", 1),
      policy: "order-intake",
      trigger: {
        kind: "http",
        method: "POST",
        path: "/orders/{channel}",
        parameters: ["channel"],
        request: order.type,
        response: reference.type,
        security: { apiKey: { header: "X-Api-Key", secret: "orders-api", scopes: ["orders"] } },
        ratePerSecond: 50,
        deadlineMs: 2000,
        synchronous: true,
      },
      data: order.type,
      steps: [
        step(8, {
          kind: "call",
          name: "posting",
          when: expression('message.data.channel === "web"'),
          target: { kind: "capability", capability: "sales-orders", operation: "create" },
          with: value("message.data"),
          result: reference.type,
          used: true,
          optional: true,
        }),
        step(9, {
          kind: "respond",
          name: "respond",
          status: 201,
          body: {
            kind: "object",
            properties: [{ name: "number", value: value('posting?.number ?? ""'), optional: false }],
          },
          headers: [{ name: "X-Number", value: expression('posting?.number ?? ""') }],
        }),
      ],
    },
  ],
  processes: [],
  reconciliations: [],
  services: [
    {
      name: "order-intake",
      at: at("orders/service.yaml", 1),
      routes: ["take-web-order", "tell-customer", "close-day", "take-order"],
      scale: { min: 2, max: 12 },
    },
  ],
  scenarios: [
    {
      name: "web-order",
      at: at("orders/scenarios.yaml", 1),
      given: [],
      when: [{ mapping: "shopify-order-to-order" }],
      then: [],
    },
  ],
};
