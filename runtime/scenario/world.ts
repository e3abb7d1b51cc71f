import type { Estate } from "../contract/estate.ts";
import type { Route } from "../contract/route.ts";
import type { EdgeContext } from "../edge/context.ts";
import { edgeRoutes } from "../edge/index.ts";
import { Answered } from "../edge/problem.ts";
import type { EdgeRequest, EdgeResponse } from "../edge/request.ts";
import { createRouter, type EdgeRoute } from "../edge/router.ts";
import { SeededRandom, VirtualClock } from "../engine/embedded/index.ts";
import type { Engine, RunState, RunSummary } from "../engine/port.ts";
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
import { programsOf, routesOf } from "../steps/program.ts";
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
  const json = { parse: parseJson, stringify: stringifyJson };
  const engine = await ground({ clock, random: new SeededRandom(1), json });
  const simulator = createSimulator(simulation, { clock });
  const client = createClient({
    transport: simulatedTransport(simulator),
    clock,
    endpoint: (system) => new URL(`${address}/simulated/${system.name}`),
    secret,
  });
  const flow = new Flow({ clock });
  const routes = routesOf(estate.services);
  const issuer = createIssuer();
  const edge = edgeRoutes({
    estate,
    routes,
    context: edgeContext(engine, clock, issuer),
    flow,
    metrics: createMetrics(),
    adminToken: "local",
    phase: () => "serving",
  });
  const steps = { estate: estate.name, client, flow, warn: () => undefined };
  await engine.serve(estate.build, programsOf(routes, steps));
  return {
    clock,
    engine,
    simulator,
    issuer,
    routes,
    secret,
    dispatch: dispatcher(edge),
    settled: () => settled(engine, flow, clock),
    async close() {
      await engine.close({ drainMs: 0 });
      await client.close();
    },
  };
}

/** As a service in a simulated environment has it where nobody says otherwise. */
function secret(name: string): string {
  return `local-${name}`;
}

function edgeContext(engine: Engine, clock: VirtualClock, issuer: Issuer): EdgeContext {
  return {
    engine,
    accept: (command) => engine.accept(command),
    now: () => clock.now(),
    secret,
    keySet: {
      address: (declared) => new URL(declared),
      get: async () => ({ status: 200, body: await issuer.keySet() }),
    },
    publicUrl: () => address,
  };
}

function dispatcher(routes: readonly EdgeRoute[]): World["dispatch"] {
  const find = createRouter(routes);
  return async ({ method, path, headers, body }) => {
    const url = new URL(path, address);
    const match = find(method, url.pathname);
    if (!match || !("handler" in match)) return { status: match ? 405 : 404 };
    const { handler, parameters } = match;
    try {
      return await handler({ method, url, headers, body, parameters, remoteAddress: "127.0.0.1" });
    } catch (error) {
      if (error instanceof Answered) return error.response;
      throw error;
    }
  };
}

async function settled(engine: Engine, flow: Flow, clock: VirtualClock): Promise<void> {
  const until = clock.now() + longestPaceMs;
  await engine.settled();
  for (let at = flow.pacedUntil(); at !== undefined && at <= until; at = flow.pacedUntil())
    await clock.advance(Math.ceil(at) - clock.now());
}
