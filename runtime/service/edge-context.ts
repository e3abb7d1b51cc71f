import type { Route } from "../contract/route.ts";
import type { EdgeContext } from "../edge/context.ts";
import type { Engine } from "../engine/port.ts";
import type { Transport } from "../systems/transport.ts";
import type { Log } from "../telemetry/log.ts";
import type { Metrics } from "../telemetry/metrics.ts";
import { countedAccept } from "./observed-engine.ts";
import type { Settings, Variables } from "./settings.ts";

export interface EdgeContextOptions {
  readonly engine: Engine;
  readonly routes: readonly Route<unknown>[];
  readonly settings: Settings;
  readonly variables: Variables;
  readonly metrics: Metrics;
  readonly transport: Transport;
  readonly log: Log;
  /** Resolves when the engine has stopped. */
  readonly stopped: Promise<undefined>;
  /** Where the service listens, once it does. */
  readonly url: () => string;
}

/** What a service gives its edge to work with. */
export function edgeContext(options: EdgeContextOptions): Required<EdgeContext> {
  const { engine, routes, settings, variables, metrics, transport, log, stopped, url } = options;
  const classes = new Map(routes.flatMap(({ name, class: of }) => (of === undefined ? [] : [[name, of]])));
  return {
    engine,
    accept: countedAccept(engine, classes, metrics).accept,
    stopped,
    now: () => Date.now(),
    secret: (name, system) => settings.secret(name, system),
    previousSecret: settings.previousSecret,
    keySet: {
      address: (declared) => settings.keySet(declared, url),
      get: (address, signal) =>
        transport.send({ method: "GET", url: address, headers: { accept: "application/json" } }, signal),
    },
    warn: (message, fields) => log("warn", message, fields),
    publicUrl: () => variables["WAYBILL_PUBLIC_URL"] ?? url(),
  };
}
