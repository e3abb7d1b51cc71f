import type { Estate, Route } from "../contract/route.ts";
import { edgeRoutes } from "../edge/index.ts";
import type { EdgeRoute } from "../edge/router.ts";
import { listen, type Server } from "../edge/server.ts";
import type { Engine } from "../engine/port.ts";
import { Flow, flowClock } from "../flow/index.ts";
import type { SimulationData } from "../simulate/data.ts";
import { programOf } from "../steps/index.ts";
import { createClient } from "../systems/client.ts";
import { systemClock } from "../systems/system-clock.ts";
import { undiciTransport } from "../systems/undici-transport.ts";
import { bugFields, createLog, type Log } from "../telemetry/log.ts";
import { createMetrics } from "../telemetry/metrics.ts";
import { tracerOf } from "../telemetry/otel/index.ts";
import { passing } from "../telemetry/trace.ts";
import { edgeContext } from "./edge-context.ts";
import type { OpenedEngine } from "./engine.ts";
import { gaugesOf } from "./gauges.ts";
import { observedClient } from "./observed-client.ts";
import { requestMetrics } from "./observed-requests.ts";
import { runObserver } from "./observed-runs.ts";
import { openEngine } from "./open-engine.ts";
import { StartError, settingsOf, type Variables } from "./settings.ts";
import { simulatedRoutes, simulationOf } from "./simulated.ts";

export interface ServiceOptions {
  /** Default: `PORT`, else 4000. 0 takes a free one. */
  readonly port?: number;
  /** Default: `WAYBILL_HOST`, else loopback where everything is simulated, else every address. */
  readonly host?: string;
  /** Default: the process's. */
  readonly variables?: Variables;
  /** One service of the estate, on its own store. Default: all on one. */
  readonly service?: string;
  /** `build/simulation.json`: what simulated systems answer by. A function is asked where there are any, and may not have it. */
  readonly simulation?: SimulationData | (() => SimulationData | undefined);
  /** More addresses on the same port (the console's). */
  readonly routes?: readonly EdgeRoute[];
  /** Largest body taken, bytes. Default 1 MiB. */
  readonly bodyLimit?: number;
  /** For tests: an engine in place of the embedded one. */
  readonly engine?: Engine;
  readonly log?: Log;
}

export interface RunningService {
  readonly url: string;
  readonly engine: Engine;
  /** Takes nothing new, ends what is under way, at most `drainMs` (default 10,000), and leaves the rest durable. */
  close(options?: { readonly drainMs?: number }): Promise<void>;
}

/** Starts an estate, or one service of it, as the environment says. Rejects with a `StartError` for what a person must put right. */
export async function startService(estate: Estate, options: ServiceOptions = {}): Promise<RunningService> {
  const variables = options.variables ?? process.env;
  const routes = routesOf(estate, options.service);
  const settings = settingsOf(estate, routes, variables);
  const simulation = simulationOf(options.simulation, settings);
  const log = options.log ?? createLog("info");
  const metrics = createMetrics();
  const opened: OpenedEngine = options.engine
    ? { engine: options.engine }
    : await openEngine({ settings, variables, routes, log, name: options.service ?? "estate" });
  const { engine, backUp, exchange } = opened;

  const flow = new Flow({ clock: flowClock, notes: engine.notes, log, ...(exchange && { exchange }) });

  let phase: "starting" | "serving" | "draining" = "starting";
  let url = "";
  const transport = undiciTransport();
  const tracer =
    (await tracerOf(variables, {
      service: options.service ?? estate.name,
      build: estate.build,
      environment: settings.environment,
    })) ?? passing;
  const client = observedClient(
    createClient({
      transport,
      clock: systemClock,
      endpoint: (system) => settings.endpoint(system, () => url),
      secret: (name, system) => settings.secret(name, system),
    }),
    metrics,
    tracer,
  );
  for (const source of gaugesOf(engine, flow, estate.build)) metrics.watch(source);
  const observer = runObserver({ metrics, tracer, log, now: () => Date.now() });
  const { promise: stopped, resolve: stop } = Promise.withResolvers<undefined>();
  const context = edgeContext({
    engine,
    routes,
    settings,
    variables,
    metrics,
    transport,
    log,
    stopped,
    url: () => url,
  });
  const programs = routes
    .filter(({ trigger }) => trigger.kind !== "capability")
    .map((route) => programOf(route, { estate: estate.name, client, flow, observer, warn: context.warn }));
  const listening = listen({
    routes: [
      ...edgeRoutes({
        estate,
        routes,
        context,
        flow,
        metrics,
        adminToken: settings.adminToken,
        phase: () => phase,
        backUp,
      }),
      ...(await simulatedRoutes(simulation, settings.simulatedSystems)),
      ...(options.routes ?? []),
    ],
    port: options.port ?? settings.port,
    host: options.host ?? (variables["WAYBILL_HOST"] || (settings.simulated ? "127.0.0.1" : "0.0.0.0")),
    bodyLimit: options.bodyLimit ?? 1024 * 1024,
    tracer,
    onAnswer: requestMetrics(metrics),
    onError: (error, route) => log("error", "a request failed", { route, ...bugFields(error) }),
  });
  const server = await overOpened(opened, listening);
  url = server.url;
  await flow.start();
  // After listening: a run of an earlier process may call a system that is simulated on this very port.
  await engine.serve(estate.build, programs);
  await opened.begin?.();
  phase = "serving";
  log("info", "serving", {
    estate: estate.name,
    build: estate.build,
    environment: settings.environment,
    url,
    routes: routes.length,
  });

  return {
    url,
    engine,
    async close({ drainMs = 10_000 } = {}) {
      phase = "draining";
      // The engine first: a run that is under way may call a system simulated here, or be awaited by a caller.
      await engine.close({ drainMs });
      flow.close();
      await opened.close?.();
      stop(undefined);
      await server.close(Math.min(drainMs, 1_000));
      await client.close();
      await tracer.close();
    },
  };
}

/** The server, once the store is open too. Where either fails the rest is closed: it would keep a process alive that serves nothing. */
async function overOpened(opened: OpenedEngine, listening: Promise<Server>): Promise<Server> {
  const [store, server] = await Promise.allSettled([opened.opened, listening]);
  if (store.status === "fulfilled" && server.status === "fulfilled") return server.value;
  if (server.status === "fulfilled") await server.value.close(0);
  await opened.engine.close({ drainMs: 0 });
  await opened.close?.();
  throw store.status === "rejected" ? store.reason : (server as PromiseRejectedResult).reason;
}

function routesOf(estate: Estate, service: string | undefined): readonly Route<unknown>[] {
  const chosen =
    service === undefined ? estate.services : estate.services.filter(({ name }) => name === service);
  if (service !== undefined && chosen.length === 0)
    throw new StartError([
      `there is no service ${service}: ${estate.services.map(({ name }) => name).join(", ")}`,
    ]);
  const routes = new Map(chosen.flatMap((each) => each.routes).map((route) => [route.name, route]));
  return [...routes.values()];
}
