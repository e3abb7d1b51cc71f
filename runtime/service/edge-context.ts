import type { EdgeContext } from "../edge/context.ts";
import { countedAccept } from "./observed-engine.ts";
import type { Parts } from "./parts.ts";

/**
 * What a service gives its edge to work with.
 * @param stopped resolves when the engine has stopped
 * @param url where the service listens, once it does
 */
export function edgeContext(
  { opened: { engine }, routes, settings, variables, metrics, transport, log }: Parts,
  stopped: Promise<undefined>,
  url: () => string,
): Required<EdgeContext> {
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
