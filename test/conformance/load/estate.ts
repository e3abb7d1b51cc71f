import { type Order, toSalesOrder } from "../../../bench/engine/order.ts";
import type { Contract, Estate, Operation, Policy, Route, System } from "../../../runtime/index.ts";

/** Orders of the benchmark, which lie in lanes of customers, reach an ERP and are told to whoever confirms them: by hand, as generated. */

const at = { file: "orders/take-order.yaml", line: 3 };

const policy: Policy = {
  name: "patient",
  // Far above what a busy machine takes: attempts are compared, and only those of the seed may time out.
  timeoutMs: 10_000,
  retry: {
    on: ["transient", "throttled", "unknown"],
    attempts: 8,
    initialMs: 20,
    factor: 2,
    maxMs: 200,
    jitter: "full",
  },
  idempotencyMs: 3_600_000,
  deadLetter: { owner: "orders", lane: "pass", retentionMs: 3_600_000 },
};

export interface Posted {
  readonly order: string;
  readonly customer: string;
}

function anything<T>(name: string, key?: (data: T) => string): Contract<T> {
  return { name, validate: (value): value is T => value !== undefined, ...(key && { key }) };
}

const posted = {
  type: "order-posted@1",
  contract: anything<Posted>("order-posted@1", (data) => data.customer),
};

function systemOf(name: string): System {
  return {
    name,
    at,
    type: "erp",
    endpoints: { bench: "http://127.0.0.1:1" },
    failures: { unknown: ["timeout", "reset"] },
  };
}

const erp = systemOf("erp");
const desk = systemOf("desk");

function posting<Input>(system: System, path: string): Operation<Input, unknown> {
  return {
    kind: "operation",
    system,
    name: "post",
    at,
    request: (body) => ({ method: "POST", path, body }),
    responses: { 200: anything("answer") },
    idempotent: { by: "header", header: "idempotency-key" },
  };
}

const postOrder = posting<ReturnType<typeof toSalesOrder>>(erp, "/orders");
const confirm = posting<Posted>(desk, "/confirmations");

const takeOrder: Route<Order> = {
  name: "take-order",
  at,
  trigger: {
    kind: "http",
    method: "POST",
    path: "/orders",
    request: anything<Order>("order"),
    synchronous: false,
  },
  policy,
  key: (message) => message.data.id,
  lane: (message) => message.data.customer.email,
  graph: [
    { name: "order", kind: "map", output: "" },
    { name: "posting", kind: "call", output: "" },
    { name: "posted", kind: "publish", output: "" },
  ],
  async run(run, { data }) {
    const order = await run.map({ name: "order", at }, () => toSalesOrder(data));
    await run.call({ name: "posting", at }, postOrder, order);
    await run.publish({ name: "posted", at }, posted, { order: data.id, customer: data.customer.email });
    return run.end("done");
  },
};

const confirmOrder: Route<Posted> = {
  name: "confirm-order",
  at,
  trigger: { kind: "event", event: posted, from: "beginning" },
  policy,
  lane: (message) => message.data.customer,
  graph: [{ name: "telling", kind: "call", output: "" }],
  async run(run, { data }) {
    await run.call({ name: "telling", at }, confirm, data);
    return run.end("told");
  },
};

export const estate: Estate = {
  name: "load",
  build: "1",
  services: [{ name: "orders", routes: [takeOrder, confirmOrder] }],
  systems: [erp, desk],
  webhooks: [],
  openapi: {},
};
