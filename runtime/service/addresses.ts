import { edgeRoutes } from "../edge/index.ts";
import type { ServerOptions } from "../edge/server.ts";
import { bugFields } from "../telemetry/log.ts";
import { edgeContext } from "./edge-context.ts";
import { requestMetrics } from "./observed-requests.ts";
import type { ServiceOptions } from "./options.ts";
import type { Parts } from "./parts.ts";
import { simulatedRoutes } from "./simulated.ts";

/** How far a service is: not before it serves does it take anything, nor once it drains. */
export interface Standing {
  readonly phase: () => "starting" | "serving" | "draining";
  /** Where it listens; empty before it does. */
  readonly url: () => string;
  /** Resolves when its engine has stopped. */
  readonly stopped: Promise<undefined>;
}

/** All that a service answers at, on its one port: the estate's addresses, simulated systems, and what was given beside. */
export async function addressesOf(
  parts: Parts,
  options: ServiceOptions,
  { phase, url, stopped }: Standing,
): Promise<ServerOptions> {
  const { estate, routes, settings, simulation, variables, flow, metrics, tracer, log, opened } = parts;
  const context = edgeContext(parts, stopped, url);
  const { adminToken } = settings;
  const { backUp } = opened;
  return {
    routes: [
      ...edgeRoutes({ estate, routes, context, flow, metrics, adminToken, phase, backUp }),
      ...(await simulatedRoutes(simulation, settings.simulatedSystems)),
      ...(options.routes ?? []),
    ],
    port: options.port ?? settings.port,
    host: options.host ?? (variables["WAYBILL_HOST"] || (settings.simulated ? "127.0.0.1" : "0.0.0.0")),
    bodyLimit: options.bodyLimit ?? 1024 * 1024,
    tracer,
    onAnswer: requestMetrics(metrics),
    onError: (error, route) => log("error", "a request failed", { route, ...bugFields(error) }),
  };
}
