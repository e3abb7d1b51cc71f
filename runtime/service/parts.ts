import type { Estate } from "../contract/estate.ts";
import type { Route } from "../contract/route.ts";
import { Flow, flowClock } from "../flow/index.ts";
import type { SimulationData } from "../simulate/data.ts";
import { routesOf, type StepEnvironment } from "../steps/program.ts";
import { type Client, createClient } from "../systems/client.ts";
import { systemClock } from "../systems/system-clock.ts";
import type { Transport } from "../systems/transport.ts";
import { undiciTransport } from "../systems/undici-transport.ts";
import { createLog, type Log } from "../telemetry/log.ts";
import { createMetrics, type Metrics } from "../telemetry/metrics.ts";
import { tracerOf } from "../telemetry/otel/index.ts";
import { passing, type Tracer } from "../telemetry/trace.ts";
import type { OpenedEngine } from "./engine.ts";
import { gaugesOf } from "./gauges.ts";
import { observedClient } from "./observed-client.ts";
import { runObserver } from "./observed-runs.ts";
import { openEngine } from "./open-engine.ts";
import type { ServiceOptions } from "./options.ts";
import { type Settings, StartError, settingsOf, type Variables } from "./settings.ts";
import { simulationOf } from "./simulated.ts";

/** What a service is made of, as the environment says. Nothing of it listens, runs or calls yet; an engine's store may still be opening. */
export interface Parts {
  readonly estate: Estate;
  readonly routes: readonly Route<unknown>[];
  readonly variables: Variables;
  readonly settings: Settings;
  readonly simulation: SimulationData | undefined;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly tracer: Tracer;
  readonly opened: OpenedEngine;
  readonly flow: Flow;
  readonly transport: Transport;
  /** Closes the transport with it. */
  readonly client: Client;
  /** What its routes do their steps with. */
  readonly steps: StepEnvironment;
}

/**
 * Makes them; rejects with a `StartError` for what a person must put right.
 * @param url where the service itself listens, once it does: simulated systems are there
 */
export async function partsOf(estate: Estate, options: ServiceOptions, url: () => string): Promise<Parts> {
  const variables = options.variables ?? process.env;
  const routes = routesOf(servicesOf(estate, options.service));
  const settings = settingsOf(estate, routes, variables);
  const simulation = simulationOf(options.simulation, settings);
  const log = options.log ?? createLog("info");
  const name = options.service ?? "estate";
  const opened: OpenedEngine = options.engine
    ? { engine: options.engine }
    : await openEngine({ settings, variables, routes, log, name });
  const { engine, exchange } = opened;
  const flow = new Flow({ clock: flowClock, notes: engine.notes, log, ...(exchange && { exchange }) });
  const metrics = createMetrics();
  for (const source of gaugesOf(engine, flow, estate.build)) metrics.watch(source);
  const resource = { service: options.service ?? estate.name, build: estate.build };
  const tracer = (await tracerOf(variables, { ...resource, environment: settings.environment })) ?? passing;
  const transport = undiciTransport();
  const client = observedClient(clientOver(transport, settings, url), metrics, tracer);
  const observer = runObserver({ metrics, tracer, log, now: () => Date.now() });
  const warn: StepEnvironment["warn"] = (message, fields) => log("warn", message, fields);
  const steps = { estate: estate.name, client, flow, observer, warn };
  const told = { estate, routes, variables, settings, simulation };
  return { ...told, log, metrics, tracer, opened, flow, transport, client, steps };
}

function clientOver(transport: Transport, settings: Settings, url: () => string): Client {
  return createClient({
    transport,
    clock: systemClock,
    endpoint: (system) => settings.endpoint(system, url),
    secret: (name, system) => settings.secret(name, system),
  });
}

function servicesOf({ services }: Estate, name: string | undefined): Estate["services"] {
  if (name === undefined) return services;
  const chosen = services.filter((service) => service.name === name);
  if (chosen.length === 0)
    throw new StartError([
      `there is no service ${name}; there ${services.length === 1 ? "is" : "are"} ${services.map((service) => service.name).join(", ")}`,
    ]);
  return chosen;
}
