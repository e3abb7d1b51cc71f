import { type Transport, TransportError } from "../systems/transport.ts";
import type { Simulator } from "./simulator.ts";

/** Calls a simulator without a socket, for scenarios: addresses are `http://simulated/simulated/<system>/…`. Silence is a timeout at once. */
export function simulatedTransport(simulator: Simulator): Transport {
  return {
    async send({ method, url, headers, body }) {
      const [, system = ""] = /^\/simulated\/([^/]+)/.exec(url.pathname) ?? [];
      const path = url.pathname.slice(`/simulated/${system}`.length) || "/";
      const { instead, ...response } = await simulator.handle(system, {
        method,
        path,
        query: url.searchParams,
        headers,
        body: body ?? "",
      });
      if (instead === "reset") throw new TransportError("reset", `${system} broke the connection.`);
      if (instead === "silence") throw new TransportError("timeout", `${system} did not answer in time.`);
      return response;
    },
    close: async () => undefined,
  };
}
