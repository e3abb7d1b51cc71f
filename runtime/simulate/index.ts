import { listen } from "../edge/server.ts";
import { systemClock } from "../systems/system-clock.ts";
import type { SimulationData } from "./data.ts";
import { simulatorRoutes } from "./routes.ts";
import { createSimulator } from "./simulator.ts";

export type { SimulationData } from "./data.ts";
export { createIssuer, type Issuer, issuerRoutes } from "./issuer.ts";
export { simulatorRoutes } from "./routes.ts";
export { createSimulator, type Simulator } from "./simulator.ts";
export { simulatedTransport } from "./transport.ts";

export interface StandaloneOptions {
  readonly port: number;
  /** Kept there, so that what systems know outlives this process. */
  readonly folder?: string;
}

/** The simulated systems alone, on loopback. Rejects where the port is taken. */
export async function startSimulator(
  data: SimulationData,
  options: StandaloneOptions,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const simulator = createSimulator(data, {
    clock: systemClock,
    ...(options.folder === undefined ? {} : { folder: options.folder }),
  });
  const server = await listen({
    routes: simulatorRoutes(simulator),
    port: options.port,
    host: "127.0.0.1",
    bodyLimit: 10 * 1024 * 1024,
    onAnswer: () => undefined,
    onError: (error) => process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`),
  });
  return { url: server.url, close: () => server.close(1_000) };
}
