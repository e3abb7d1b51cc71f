/** An engine behind bare `node:http`, with one route: what the engine itself costs. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Pool } from "undici";
import type { Json } from "../../runtime/contract/json.ts";
import type { Engine, StepInfo } from "../../runtime/engine/port.ts";
import { type Order, toSalesOrder } from "./order.ts";
import { policy } from "./policy.ts";

/** Takes orders at `/` of a port that it prints. With `STUB` their runs map and call. */
export async function takeOrders(engine: Engine): Promise<void> {
  const stub = process.env["STUB"];
  const pool = stub === undefined ? undefined : new Pool(stub, { connections: 64 });
  await engine.serve("bench", [
    {
      route: "orders",
      policy,
      async run(run, input) {
        if (pool === undefined) return { outcome: "done" };
        const order = run.pure(step("order", "map"), () => toSalesOrder(input as unknown as Order));
        await run.step(
          step("posting", "call"),
          { policy, repeatable: true, settleMs: 0 },
          async (attempt) => {
            const headers = { "content-type": "application/json", "idempotency-key": attempt.attemptKey };
            const response = await pool.request({
              method: "POST",
              path: "/sales-orders",
              headers,
              body: JSON.stringify(order),
            });
            return response.body.json();
          },
        );
        return { outcome: "done" };
      },
    },
  ]);

  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const order = JSON.parse(Buffer.concat(parts).toString()) as Order;
      const command = {
        route: "orders",
        lane: order.id,
        input: order as unknown as Json,
        searchKeys: [order.id],
      };
      void engine
        .accept({ ...command, idempotency: { key: order.id, keepMs: policy.idempotencyMs } })
        .then(({ run }) =>
          response.writeHead(202, { "content-type": "application/json" }).end(JSON.stringify({ run })),
        );
    });
  });
  server.listen(0, "127.0.0.1", () => console.log((server.address() as AddressInfo).port));
}

function step(name: string, kind: string): StepInfo {
  return { name, kind, at: { file: "orders.yaml", line: 1 } };
}
