import { compile } from "../../../kinds/compile.ts";

/** A small estate that rules of promises, delivery and sagas are tried on: what a test says nothing of is right. */
export interface Shop {
  /** Words of `Estate.spec` beside domains, classes and environments. */
  readonly estate?: string;
  /** What its environment `local` says, in flow style. */
  readonly local?: string;
  readonly latency?: string;
  /** criticality, sensitivity, failureImpact of class `posting`. */
  readonly nature?: readonly [criticality: string, sensitivity: string, failureImpact: string];
  readonly recovery?: string;
  /** `spec` of policy `posting`, in flow style. */
  readonly policy?: string;
  readonly limits?: string;
  readonly idempotent?: string;
  /** Routes and whatever else there is, as documents; `route()` makes one. */
  readonly documents: readonly string[];
}

export const goodPolicy =
  "{ timeout: 5s, retry: { attempts: 4 }, breaker: { failures: 5, within: 30s, reset: 60s }, deadLetter: { owner: treasury, alert: 15m, retention: 30d } }";

const estate = ({
  estate: more = "",
  local = "{ engine: embedded }",
  latency = "hours",
  nature,
  recovery,
  policy = goodPolicy,
}: Shop) => {
  const [criticality, sensitivity, failureImpact] = nature ?? ["critical", "financial", "ledger"];
  return `kind: Estate
metadata: { name: shop }
spec:
  domains:
    orders: { owner: team-orders, criticality: high }
    finance: { owner: treasury, criticality: critical${recovery === undefined ? "" : `, recovery: { point: 0s, time: ${recovery} }`} }
  classes:
    posting: { criticality: ${criticality}, latency: ${latency}, sensitivity: ${sensitivity}, failureImpact: ${failureImpact}, policy: posting }
  environments: { local: ${local} }
${more}---
kind: Policy
metadata: { name: posting, domain: finance }
spec: ${policy}
`;
};

const systems = ({
  limits = "{ rate: 20/s, concurrency: 8 }",
  idempotent = "{ header: Idempotency-Key }",
}: Shop) => `
kind: System
metadata: { name: erp, domain: finance }
spec:
  type: erp
  endpoints: { local: simulated }
  limits: ${limits}
  operations:
    post:
      request: { method: POST, path: /postings, body: { type: object, required: [reference], properties: { reference: { type: string }, note: { type: string } } } }
      response: { 201: { type: object, required: [number], properties: { number: { type: string } } } }
      idempotent: ${idempotent}
    cancel:
      request: { method: POST, path: /cancellations, body: { type: object, required: [number], properties: { number: { type: string } } } }
      response: { 201: {} }
    find:
      parameters: { reference: { type: string } }
      request: { method: GET, path: /postings, query: { reference: =input.reference } }
      response: { 200: { type: object, required: [number], properties: { number: { type: string } } } }
---
kind: Contract
metadata: { name: order, domain: orders }
spec:
  version: 1.0.0
  lifecycle: active
  key: [orderId]
  schema:
    type: object
    required: [orderId, customerId, lines, states]
    properties:
      orderId: { type: string }
      customerId: { type: string }
      lines: { type: array, maxItems: 6, items: { type: string } }
      states: { type: array, items: { type: string } }
---
kind: Contract
metadata: { name: order-state, domain: orders }
spec:
  version: 1.0.0
  lifecycle: active
  key: [orderId]
  schema: { type: object, required: [orderId, state], properties: { orderId: { type: string }, state: { type: string } } }
---
kind: Mapping
metadata: { name: order-to-posting, domain: orders }
spec: { from: { order: order@1, state: order-state@1 }, to: erp.post, fields: { reference: =order.orderId, note: =state.state } }
`;

/** A route of class `posting`; its steps are lines of YAML. `answered` makes it wait for `respond`. */
export function route(
  steps: readonly string[],
  {
    name = "post-order",
    head = "",
    trigger = "",
  }: { readonly name?: string; readonly head?: string; readonly trigger?: string } = {},
): string {
  const http = `{ http: { method: POST, path: /${name}, request: order@1, security: { apiKey: { scopes: [orders] } }, rate: 10/s, deadline: 5s } }`;
  return `kind: Route
metadata: { name: ${name}, domain: orders }
spec:
  class: posting
  trigger: ${trigger || http}
${head === "" ? "" : `  ${head}\n`}  steps:
${steps.map((step) => `    - ${step}`).join("\n")}
`;
}

export const call = "{ name: posted, call: erp.post, with: { reference: =message.data.orderId } }";
export const respond = "{ respond: { status: 201, body: =posted } }";

/** Each diagnostic of the codes that begin so, as `severity code text`, where text is what it is about. */
export function told(shop: Shop, code: string): readonly string[] {
  return diagnosticsOf(shop, code).map(({ severity, code: own, at }) => `${severity} ${own} ${at}`);
}

export function diagnosticsOf(shop: Shop, code: string) {
  const files = {
    "estate.yaml": estate(shop),
    "systems.yaml": systems(shop),
    "routes.yaml": shop.documents.join("---\n"),
  };
  const { diagnostics } = compile(files, { bare: true, today: "2026-11-26" });
  const broken = diagnostics.filter((each) => each.severity === "error" && each.code < "WB3");
  if (broken.length > 0) throw new Error(broken.map((each) => `${each.code} ${each.message}`).join("\n"));
  return diagnostics
    .filter((each) => each.code.startsWith(code))
    .map((each) => ({
      ...each,
      at: (files[each.span.file as keyof typeof files] ?? "").slice(each.span.start, each.span.end),
    }));
}
