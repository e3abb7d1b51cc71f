/** A whole service as `waybill run` starts it, on a route as the compiler writes it. */

import type { Estate } from "../../runtime/contract/estate.ts";
import type { Route } from "../../runtime/contract/route.ts";
import type { System } from "../../runtime/contract/system.ts";
import { startService } from "../../runtime/service/index.ts";
import type { Order, toSalesOrder } from "./order.ts";
import { policy } from "./policy.ts";
import { mapAndPost, mappedAndPosted, posting, systemOf, taking } from "./taking.ts";

const stub = process.env["STUB"];
const concurrency = process.env["CONCURRENCY"];
const sap: System = {
  ...systemOf("sap"),
  ...(concurrency === undefined ? {} : { limits: { concurrency: Number(concurrency) } }),
};
const createSalesOrder = posting<ReturnType<typeof toSalesOrder>>(sap, "createSalesOrder", "/sales-orders");

const takeOrder: Route<Order> = {
  ...taking,
  policy,
  lane: (message) => message.data.id,
  graph: mappedAndPosted,
  async run(run, message) {
    if (stub !== undefined) await mapAndPost(run, createSalesOrder, message.data);
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
