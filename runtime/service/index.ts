import type { Estate } from "../contract/estate.ts";
import { listen, type Server } from "../edge/server.ts";
import type { Engine } from "../engine/port.ts";
import { programsOf } from "../steps/program.ts";
import { addressesOf } from "./addresses.ts";
import type { OpenedEngine } from "./engine.ts";
import type { ServiceOptions } from "./options.ts";
import { type Parts, partsOf } from "./parts.ts";

export type { ServiceOptions } from "./options.ts";

export interface RunningService {
  readonly url: string;
  readonly engine: Engine;
  /** Takes nothing new, ends what is under way, at most `drainMs` (default 10,000), and leaves the rest durable. */
  close(options?: { readonly drainMs?: number }): Promise<void>;
}

/** Starts an estate, or one service of it, as the environment says. Rejects with a `StartError` for what a person must put right. */
export async function startService(estate: Estate, options: ServiceOptions = {}): Promise<RunningService> {
  let phase: "starting" | "serving" | "draining" = "starting";
  let url = "";
  const { promise: stopped, resolve: stop } = Promise.withResolvers<undefined>();
  const parts = await partsOf(estate, options, () => url);
  const { opened, flow } = parts;
  const programs = programsOf(parts.routes, parts.steps);
  const addresses = addressesOf(parts, options, { phase: () => phase, url: () => url, stopped });
  const server = await overOpened(opened, addresses.then(listen));
  url = server.url;
  await flow.start();
  // After listening: a run of an earlier process may call a system that is simulated on this very port.
  await opened.engine.serve(estate.build, programs);
  await opened.begin?.();
  phase = "serving";
  tellServing(parts, url);
  return {
    url,
    engine: opened.engine,
    async close({ drainMs = 10_000 } = {}) {
      phase = "draining";
      // The engine first: a run that is under way may call a system simulated here, or be awaited by a caller.
      await opened.engine.close({ drainMs });
      flow.close();
      await opened.close?.();
      stop(undefined);
      await server.close(Math.min(drainMs, 1_000));
      await parts.client.close();
      await parts.tracer.close();
    },
  };
}

function tellServing({ estate, settings, routes, log }: Parts, url: string): void {
  log("info", "serving", {
    estate: estate.name,
    build: estate.build,
    environment: settings.environment,
    url,
    routes: routes.length,
  });
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
