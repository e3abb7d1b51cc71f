/**
 * What Restate's own documentation would have one write: a handler that maps and calls, each in a `run`, and takes orders straight from
 * Restate's ingress. No lanes, no keys to find it by, no attempts to look at.
 */
import { createServer } from "node:http2";
import { type Context, createEndpointHandler, service } from "@restatedev/restate-sdk";
import { Pool } from "undici";
import { type Order, toSalesOrder } from "../engine/order.ts";
import type { Around } from "./around.ts";

const { ingress, admin, prefix, listen, address } = JSON.parse(process.env["AROUND"] ?? "") as Around; // as `fleet.ts` gives it
const pool = new Pool(process.env["STUB"] ?? "", { connections: 64 });

const plain = service({
  name: `${prefix}plain`,
  handlers: {
    async take(context: Context, order: Order): Promise<void> {
      const body = await context.run("order", () => toSalesOrder(order));
      await context.run("posting", async () => {
        const headers = { "content-type": "application/json" };
        const response = await pool.request({
          method: "POST",
          path: "/sales-orders",
          headers,
          body: JSON.stringify(body),
        });
        return response.body.json();
      });
    },
  },
});

createServer(createEndpointHandler({ services: [plain], logger: () => undefined })).listen(
  listen,
  "127.0.0.1",
);
const answer = await fetch(`http://${admin}/deployments`, {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ uri: address, force: true }),
});
if (!answer.ok) throw new Error(await answer.text());
console.log(ingress.split(":").at(-1));
