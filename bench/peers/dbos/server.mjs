/**
 * The same work on DBOS, as its documentation has it: a workflow of two steps, started from an HTTP handler, which answers once the
 * workflow is in PostgreSQL. `DATABASE`: its URL. `STUB`: the system called.
 */
import { createServer } from "node:http";
import { DBOS } from "@dbos-inc/dbos-sdk";
import { Pool } from "undici";
import { toSalesOrder } from "../../engine/order.ts";

const pool = new Pool(process.env["STUB"] ?? "", { connections: 64 });

async function post(order) {
  const { body } = await pool.request({
    method: "POST",
    path: "/sales-orders",
    headers: { "content-type": "application/json", "idempotency-key": order.PurchaseOrderByCustomer },
    body: JSON.stringify(order),
  });
  return body.json();
}

async function takeOrder(order) {
  const mapped = await DBOS.runStep(async () => toSalesOrder(order), { name: "order" });
  await DBOS.runStep(() => post(mapped), { name: "posting" });
}

const workflow = DBOS.registerWorkflow(takeOrder, { name: "takeOrder" });
DBOS.setConfig({
  name: "bench",
  systemDatabaseUrl: process.env["DATABASE"],
  // As many as there are callers; its default of 10 keeps them waiting.
  systemDatabasePoolSize: 64,
  logLevel: "error",
  runAdminServer: false,
});
await DBOS.launch();

async function take(order, response) {
  const { workflowID } = await DBOS.startWorkflow(workflow, { workflowID: order.id })(order);
  response.writeHead(202, { "content-type": "application/json" }).end(JSON.stringify({ run: workflowID }));
}

const server = createServer((request, response) => {
  const parts = [];
  request.on("data", (part) => parts.push(part));
  request.on("end", () => void take(JSON.parse(Buffer.concat(parts).toString()), response));
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
