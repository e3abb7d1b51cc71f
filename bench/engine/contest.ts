import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { median } from "../result.ts";
import { load } from "./load.ts";
import { called, type Side, startServer, startStub } from "./server.ts";

const rounds = 3;
/** Orders posted at a time, under the engine's backlog limit; the first lot warms up, so that no side is measured while it is compiled. */
const lot = 7_000;
const lots = 2;
const connections = 64;

export interface Contest {
  /** Messages a second. */
  readonly floor: number;
  readonly engine: number;
  readonly service: number;
  /** The most that the service had resident, MB. */
  readonly serviceMb: number;
}

/** Medians of alternating rounds, a new process and store each. `call`: until the stub was called for each. */
export async function contest(call: boolean): Promise<Contest> {
  const rates: Record<Side, number[]> = { floor: [], engine: [], service: [] };
  const memory: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const side of ["floor", "engine", "service"] as const) {
      const folder = await mkdtemp(join(tmpdir(), "waybill-bench-"));
      const { rate, peakMb } = await measure(side, call, join(folder, "store.db"), `round${round}`);
      rates[side].push(rate);
      if (side === "service") memory.push(peakMb);
      await rm(folder, { recursive: true });
    }
  }
  const { floor, engine, service } = rates;
  return {
    floor: median(floor),
    engine: median(engine),
    service: median(service),
    serviceMb: Math.max(...memory),
  };
}

/** One side on one store. The ids of its orders begin with `prefix`. */
export async function measure(
  side: Side,
  call: boolean,
  store: string,
  prefix: string,
): Promise<{ readonly rate: number; readonly peakMb: number; readonly startMs: number }> {
  const stub = await startStub();
  const server = await startServer(side, store, call ? { STUB: stub.url } : {});
  const run = async (name: string): Promise<void> => {
    const before = stub.calls();
    const accepted = await load(server.port, server.path, lot, connections, `${prefix}-${name}`);
    if (accepted !== lot) throw new Error(`${lot - accepted} of ${lot} orders were not accepted`);
    if (call) await called(stub, before + lot);
  };
  try {
    await run("warm");
    const started = performance.now();
    for (let index = 0; index < lots; index += 1) await run(`lot${index}`);
    const rate = ((lot * lots) / (performance.now() - started)) * 1_000;
    return { rate, peakMb: server.peakMb(), startMs: server.startMs };
  } finally {
    await server.kill();
    stub.close();
  }
}
