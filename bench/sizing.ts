/** What a run costs: in the store once it is over, and in memory while it waits for a system that does not answer. */
import { once } from "node:events";
import { statSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { load } from "./engine/load.ts";
import { orderOf } from "./engine/order.ts";
import { called, startServer, startStub } from "./engine/server.ts";
import { type Result, result } from "./result.ts";

const finished = 20_000;
/** Just below what one route may have waiting. */
const waiting = 9_000;

export async function run(): Promise<readonly Result[]> {
  const folder = await mkdtemp(join(tmpdir(), "waybill-sizing-"));
  try {
    const message = Buffer.byteLength(JSON.stringify(orderOf("sizing-0")));
    const bytes = await storeBytes(join(folder, "finished"));
    const megabytes = await waitingMb(join(folder, "waiting"));
    return [
      result("store of a finished run (map, call)", bytes, message, "bytes", "its message", "<= 4"),
      result(
        `memory of ${waiting} runs that wait, beside what it was before`,
        megabytes,
        512,
        "MB",
        "what a deployment gives by default",
        "<= 0.5",
      ),
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function storeBytes(data: string): Promise<number> {
  const stub = await startStub();
  const server = await startServer("service", data, { STUB: stub.url });
  await accepted(server.ports, server.path, finished);
  await called(stub, finished);
  await delay(1_000);
  await server.kill();
  stub.close();
  return statSync(join(data, "estate.db")).size / finished;
}

async function waitingMb(data: string): Promise<number> {
  const silent = createServer(() => undefined).listen(0, "127.0.0.1");
  await once(silent, "listening");
  const { port } = silent.address() as AddressInfo;
  const server = await startServer("service", data, { STUB: `http://127.0.0.1:${port}`, CONCURRENCY: "20" });
  const before = server.peakMb();
  await accepted(server.ports, server.path, waiting);
  await delay(2_000);
  const after = server.peakMb();
  await server.kill();
  silent.close();
  silent.closeAllConnections();
  return after - before;
}

async function accepted(ports: readonly number[], path: string, count: number): Promise<void> {
  const taken = await load(ports, path, count, 32, "sizing");
  if (taken.accepted !== count) throw new Error(`${count - taken.accepted} of ${count} were not accepted`);
}
