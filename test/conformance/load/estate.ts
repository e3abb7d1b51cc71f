import type { Order, toSalesOrder } from "../../../bench/engine/order.ts";
import {
  anything,
  at,
  mapAndPost,
  mappedAndPosted,
  posting,
  systemOf,
  taking,
} from "../../../bench/engine/taking.ts";
import type { Estate, Policy, Route } from "../../../runtime/index.ts";

/** Orders of the benchmark, which lie in lanes of customers, reach an ERP and are told to whoever confirms them: by hand, as generated. */

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

const posted = {
  type: "order-posted@1",
  contract: anything<Posted>("order-posted@1", (data) => data.customer),
};

const erp = systemOf("erp");
const desk = systemOf("desk");

const postOrder = posting<ReturnType<typeof toSalesOrder>>(erp, "post", "/orders");
const confirm = posting<Posted>(desk, "post", "/confirmations");

const takeOrder: Route<Order> = {
  ...taking,
  policy,
  lane: (message) => message.data.customer.email,
  graph: [...mappedAndPosted, { name: "posted", kind: "publish", output: "" }],
  async run(run, { data }) {
    await mapAndPost(run, postOrder, data);
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
