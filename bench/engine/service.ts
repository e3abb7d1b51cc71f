/** A whole service as `waybill run` starts it, on a route as the compiler writes it. */

import type { Estate, Route } from "../../runtime/contract/route.ts";
import type { Operation, System } from "../../runtime/contract/system.ts";
import type { Contract } from "../../runtime/contract/validator.ts";
import { startService } from "../../runtime/service/index.ts";
import { type Order, toSalesOrder } from "./order.ts";
import { policy } from "./policy.ts";

const stub = process.env["STUB"];
const at = { file: "orders/take-order.yaml", line: 3 };
const sap: System = {
  name: "sap",
  at,
  type: "erp",
  endpoints: { bench: "http://127.0.0.1:1" },
  failures: { unknown: ["timeout", "reset"] },
  ...(process.env["CONCURRENCY"] === undefined
    ? {}
    : { limits: { concurrency: Number(process.env["CONCURRENCY"]) } }),
};
const anything: Contract<unknown> = {
  name: "anything",
  validate: (value): value is unknown => value !== undefined,
};
const createSalesOrder: Operation<unknown, unknown> = {
  kind: "operation",
  system: sap,
  name: "createSalesOrder",
  at,
  request: (body) => ({ method: "POST", path: "/sales-orders", body }),
  responses: { 200: anything },
  idempotent: { by: "header", header: "idempotency-key" },
};

const takeOrder: Route<Order> = {
  name: "take-order",
  at,
  trigger: {
    kind: "http",
    method: "POST",
    path: "/orders",
    request: anything as Contract<Order>,
    synchronous: false,
  },
  policy,
  key: (message) => message.data.id,
  lane: (message) => message.data.id,
  graph: [
    { name: "order", kind: "map", output: "" },
    { name: "posting", kind: "call", output: "" },
  ],
  async run(run, message) {
    if (stub === undefined) return run.end("done");
    const order = await run.map({ name: "order", at }, () => toSalesOrder(message.data));
    await run.call({ name: "posting", at }, createSalesOrder, order);
    return run.end("done");
  },
};

const estate: Estate = {
  name: "bench",
  build: process.env["BUILD"] ?? "bench",
  services: [{ name: "intake", routes: [takeOrder] }],
  systems: [sap],
  webhooks: [],
  openapi: {},
};
const service = await startService(estate, {
  port: 0,
  log: () => undefined,
  variables: {
    WAYBILL_ENVIRONMENT: "bench",
    WAYBILL_DATA: process.env["STORE"],
    ...(stub === undefined ? {} : { WAYBILL_SYSTEM_SAP_URL: stub }),
  },
});
console.log(new URL(service.url).port);
