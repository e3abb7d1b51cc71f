import type { Estate, Route } from "../contract/route.ts";
import type { System } from "../contract/system.ts";
import { edgeRoutes } from "../edge/index.ts";
import type { EdgeRoute } from "../edge/router.ts";
import { listen } from "../edge/server.ts";
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
import type { DistributedOptions } from "./distributed/index.ts";
import { type OpenedEngine, openEmbedded } from "./engine.ts";
import { gaugesOf } from "./gauges.ts";
import { observedClient } from "./observed-client.ts";
import { countedAccept } from "./observed-engine.ts";
import { requestMetrics } from "./observed-requests.ts";
import { runObserver } from "./observed-runs.ts";
import { type Settings, StartError, settingsOf, type Variables } from "./settings.ts";

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
  const classes = new Map(routes.flatMap(({ name, class: of }) => (of === undefined ? [] : [[name, of]])));
  const context = {
    engine,
    accept: countedAccept(engine, classes, metrics).accept,
    stopped,
    now: () => Date.now(),
    secret: (name: string, system?: System) => settings.secret(name, system),
    previousSecret: settings.previousSecret,
    keySet: {
      address: (declared: string) => settings.keySet(declared, () => url),
      get: (address: URL, signal: AbortSignal) =>
        transport.send({ method: "GET", url: address, headers: { accept: "application/json" } }, signal),
    },
    warn: (message: string, fields: Readonly<Record<string, unknown>>) => log("warn", message, fields),
    publicUrl: () => variables["WAYBILL_PUBLIC_URL"] ?? url,
  };
  const server = await listen({
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
      ...(await simulated(simulation, settings.simulatedSystems)),
      ...(options.routes ?? []),
    ],
    port: options.port ?? settings.port,
    host: options.host ?? (variables["WAYBILL_HOST"] || (settings.simulated ? "127.0.0.1" : "0.0.0.0")),
    bodyLimit: options.bodyLimit ?? 1024 * 1024,
    tracer,
    onAnswer: requestMetrics(metrics),
    onError: (error, route) => log("error", "a request failed", { route, ...bugFields(error) }),
  }).catch(async (error: unknown) => {
    // The store's thread would keep a process alive that serves nothing.
    await engine.close({ drainMs: 0 });
    await opened.close?.();
    throw error;
  });
  url = server.url;
  await flow.start();
  // After listening: a run of an earlier process may call a system that is simulated on this very port.
  await engine.serve(
    estate.build,
    routes
      .filter(({ trigger }) => trigger.kind !== "capability")
      .map((route) =>
        programOf(route, {
          estate: estate.name,
          client,
          flow,
          observer,
          warn: (message, fields) => log("warn", message, fields),
        }),
      ),
  );
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

/** True in the image of an embedded environment: it holds no other engine (`compiler/images/bundle.ts`). */
declare const WAYBILL_EMBEDDED_ONLY: boolean | undefined;

/** The distributed one loads with the environments that run on it alone. */
async function openEngine({
  name,
  ...of
}: DistributedOptions & { readonly name: string }): Promise<OpenedEngine> {
  if (of.settings.engine === "embedded") return openEmbedded(name, of.settings, of.routes);
  if (typeof WAYBILL_EMBEDDED_ONLY === "boolean" && WAYBILL_EMBEDDED_ONLY) {
    throw new StartError([
      "WAYBILL_ENGINE=distributed: this image is of an embedded environment. A distributed one runs the image of each service",
    ]);
  } else {
    const { openDistributed } = await import("./distributed/index.ts");
    return openDistributed(of);
  }
}

/** A start without what simulated systems answer by would take messages that it can bring nowhere. */
function simulationOf(
  given: ServiceOptions["simulation"],
  { environment, simulatedSystems }: Settings,
): SimulationData | undefined {
  if (typeof given !== "function" || simulatedSystems.length === 0)
    return typeof given === "function" ? undefined : given;
  const data = given();
  if (data !== undefined) return data;
  throw new StartError([
    `in ${environment} these systems are simulated, and there is nothing here that they answer by: ${simulatedSystems.join(", ")}. ` +
      "Set WAYBILL_ENVIRONMENT to another environment, or WAYBILL_SYSTEM_<NAME>_URL to where they are",
  ]);
}

async function simulated(
  data: SimulationData | undefined,
  systems: readonly string[],
): Promise<readonly EdgeRoute[]> {
  if (!data || systems.length === 0) return [];
  const { createIssuer, createSimulator, issuerRoutes, simulatorRoutes } = await import(
    "../simulate/index.ts"
  );
  return [
    ...simulatorRoutes(createSimulator(data, { clock: systemClock })),
    ...issuerRoutes(createIssuer(), systemClock),
  ];
}
