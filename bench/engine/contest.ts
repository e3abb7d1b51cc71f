import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { median } from "../result.ts";
import { load } from "./load.ts";

/** Servers that do the same, each a program in this folder and the path it takes orders at. */
export const sides = {
  floor: { program: "floor.ts", path: "/" },
  engine: { program: "bare.ts", path: "/" },
  service: { program: "service.ts", path: "/api/orders" },
} as const;

export type Side = keyof typeof sides;

const rounds = 3;
/** Orders posted at a time, under the engine's backlog limit; the first lot warms up, so that no side is measured while it is compiled. */
const lot = 7_000;
const lots = 2;
const connections = 64;

/** Messages a second of each side: medians of alternating rounds, a new process and store each. `call`: until the stub was called for each. */
export async function contest(call: boolean): Promise<Readonly<Record<Side, number>>> {
  const results: Record<Side, number[]> = { floor: [], engine: [], service: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const side of ["floor", "engine", "service"] as const) results[side].push(await measure(side, call));
  }
  return { floor: median(results.floor), engine: median(results.engine), service: median(results.service) };
}

async function measure(side: Side, call: boolean): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "waybill-bench-"));
  const stub = await startStub();
  const { program, path } = sides[side];
  const child = spawn(process.execPath, [fileURLToPath(new URL(program, import.meta.url))], {
    env: { ...process.env, STORE: join(folder, "store.db"), ...(call ? { STUB: stub.url } : {}) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [first] = (await once(child.stdout, "data")) as [Buffer];
  const port = Number(first.toString());
  try {
    await run(port, path, "warm", call, stub);
    const started = performance.now();
    for (let index = 0; index < lots; index += 1) await run(port, path, `lot${index}`, call, stub);
    return ((lot * lots) / (performance.now() - started)) * 1_000;
  } finally {
    child.kill("SIGKILL");
    stub.close();
    await rm(folder, { recursive: true });
  }
}

async function run(port: number, path: string, prefix: string, call: boolean, stub: Stub): Promise<void> {
  const before = stub.calls();
  const accepted = await load(port, path, lot, connections, prefix);
  if (accepted !== lot) throw new Error(`${lot - accepted} of ${lot} orders were not accepted`);
  if (call) while (stub.calls() < before + lot) await new Promise((resolve) => setTimeout(resolve, 1));
}

interface Stub {
  readonly url: string;
  calls(): number;
  close(): void;
}

/** The system called: answers at once. */
async function startStub(): Promise<Stub> {
  let calls = 0;
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      calls += 1;
      response.writeHead(200, { "content-type": "application/json" }).end('{"d":{"SalesOrder":"4711"}}');
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, calls: () => calls, close: () => (server.close(), server.closeAllConnections()) };
}
