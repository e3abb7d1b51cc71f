/**
 * The floor: `node:http`, `JSON.parse`, `node:sqlite` with commits grouped in a worker. With `STUB` it goes on behind the answer: maps,
 * calls, records. No retries, lanes, deduplication, recovery, history.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Worker } from "node:worker_threads";
import { Pool } from "undici";
import { type Order, toSalesOrder } from "./order.ts";

const stub = process.env["STUB"];
const pool = stub === undefined ? undefined : new Pool(stub, { connections: 64 });
const worker = new Worker(new URL("./floor-writer.ts", import.meta.url), {
  workerData: process.env["STORE"],
});
let bodies: string[] = [];
let waiting: (() => void)[] = [];
let busy = false;

function write(body: string): Promise<void> {
  return new Promise((resolve) => {
    bodies.push(body);
    waiting.push(resolve);
    if (!busy) setImmediate(send);
  });
}

function send(): void {
  if (busy || bodies.length === 0) return;
  const done = waiting;
  busy = true;
  worker.once("message", () => {
    busy = false;
    for (const resolve of done) resolve();
    send();
  });
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread, not a window
  worker.postMessage(bodies);
  bodies = [];
  waiting = [];
}

async function work(order: Order): Promise<void> {
  const response = await pool?.request({
    method: "POST",
    path: "/sales-orders",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(toSalesOrder(order)),
  });
  await write(JSON.stringify(await response?.body.json()));
}

const server = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on("data", (part: Buffer) => parts.push(part));
  request.on("end", () => {
    const order = JSON.parse(Buffer.concat(parts).toString()) as Order;
    void write(JSON.stringify(order)).then(() => {
      response.writeHead(202, { "content-type": "application/json" }).end('{"run":"1"}');
      return pool === undefined ? undefined : work(order);
    });
  });
});
server.listen(0, "127.0.0.1", () => console.log((server.address() as AddressInfo).port));
