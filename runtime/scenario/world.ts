import type { Estate, Route } from "../contract/route.ts";
import { edgeRoutes } from "../edge/index.ts";
import { Answered } from "../edge/problem.ts";
import type { EdgeRequest, EdgeResponse } from "../edge/request.ts";
import { createRouter } from "../edge/router.ts";
import { SeededRandom, VirtualClock } from "../engine/embedded/index.ts";
import type { AcceptCommand, Engine, RunState, RunSummary } from "../engine/port.ts";
import { Flow } from "../flow/index.ts";
import { parseJson, stringifyJson } from "../library/json.ts";
import type { SimulationData } from "../simulate/data.ts";
import {
  createIssuer,
  createSimulator,
  type Issuer,
  type Simulator,
  simulatedTransport,
} from "../simulate/index.ts";
import { programOf } from "../steps/index.ts";
import { createClient } from "../systems/client.ts";
import { createMetrics } from "../telemetry/metrics.ts";
import { embedded, type Ground } from "./ground.ts";

/** All of an estate in one process that listens nowhere: a real engine, the real edge, simulated systems, virtual time. */
export interface World {
  readonly clock: VirtualClock;
  readonly engine: Engine;
  readonly simulator: Simulator;
  /** Signs the tokens that routes want. */
  readonly issuer: Issuer;
  readonly routes: readonly Route<unknown>[];
  secret(name: string): string;
  /** As if it had come over HTTP. */
  dispatch(
    request: Pick<EdgeRequest, "method" | "headers" | "body"> & { readonly path: string },
  ): Promise<EdgeResponse>;
  /** Resolves when nothing can move until the clock does. Waits for a system's rate pass by themselves, the clock moving on with them. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** So much time passes by itself for a system's rate, milliseconds: a scenario that needs more says so (`advance`). */
const longestPaceMs = 60_000;

const states: readonly RunState[] = ["waiting", "running", "paused", "done", "failed", "cancelled"];

/** All runs, those that events and the clock started included. */
export async function allRuns(world: World): Promise<readonly RunSummary[]> {
  return (await Promise.all(states.map((state) => runsOf(world, state)))).flat();
}

async function runsOf(world: World, state: RunState, before?: string): Promise<readonly RunSummary[]> {
  const { runs, next } = await world.engine.runs({
    state,
    limit: 1_000,
    ...(before === undefined ? {} : { before }),
  });
  return next === undefined ? runs : [...runs, ...(await runsOf(world, state, next))];
}

export const address = "http://scenario.invalid";

export async function createWorld(
  estate: Estate,
  simulation: SimulationData,
  startAt: number,
  ground: Ground = embedded,
): Promise<World> {
  const clock = new VirtualClock(startAt);
  const engine = await ground({
    clock,
    random: new SeededRandom(1),
    json: { parse: parseJson, stringify: stringifyJson },
  });
  const simulator = createSimulator(simulation, { clock });
  const client = createClient({
    transport: simulatedTransport(simulator),
    clock,
    endpoint: (system) => new URL(`${address}/simulated/${system.name}`),
    secret: (name) => `local-${name}`,
  });
  const flow = new Flow({ clock });
  const routes = [
    ...new Map(
      estate.services.flatMap((service) => service.routes).map((route) => [route.name, route]),
    ).values(),
  ];
  const issuer = createIssuer();
  const context = {
    engine,
    accept: (command: AcceptCommand) => engine.accept(command),
    now: () => clock.now(),
    secret: (name: string) => `local-${name}`,
    keySet: {
      address: (declared: string) => new URL(declared),
      get: async () => ({ status: 200, body: await issuer.keySet() }),
    },
    publicUrl: () => address,
  };
  const find = createRouter(
    edgeRoutes({
      estate,
      routes,
      context,
      flow,
      metrics: createMetrics(),
      adminToken: "local",
      phase: () => "serving",
    }),
  );
  await engine.serve(
    estate.build,
    routes
      .filter(({ trigger }) => trigger.kind !== "capability")
      .map((route) => programOf(route, { estate: estate.name, client, flow, warn: () => undefined })),
  );
  return {
    clock,
    engine,
    simulator,
    issuer,
    routes,
    secret: (name) => `local-${name}`,
    async dispatch({ method, path, headers, body }) {
      const url = new URL(path, address);
      const match = find(method, url.pathname);
      if (!match || !("handler" in match)) return { status: match ? 405 : 404 };
      try {
        return await match.handler({
          method,
          url,
          headers,
          body,
          parameters: match.parameters,
          remoteAddress: "127.0.0.1",
        });
      } catch (error) {
        if (error instanceof Answered) return error.response;
        throw error;
      }
    },
    async settled() {
      const until = clock.now() + longestPaceMs;
      await engine.settled();
      for (let at = flow.pacedUntil(); at !== undefined && at <= until; at = flow.pacedUntil())
        await clock.advance(Math.ceil(at) - clock.now());
    },
    async close() {
      await engine.close({ drainMs: 0 });
      await client.close();
    },
  };
}
