import { jsonBody } from "../edge/body.ts";
import { problem } from "../edge/problem.ts";
import { type EdgeRequest, type EdgeResponse, type Handler, json } from "../edge/request.ts";
import type { EdgeRoute } from "../edge/router.ts";
import { readFault } from "./faults.ts";
import type { Simulator } from "./simulator.ts";

/** The simulated systems' addresses, and those by which they are told what to do, on loopback only. */
export function simulatorRoutes(simulator: Simulator): readonly EdgeRoute[] {
  const control = (handler: (system: string, request: EdgeRequest) => EdgeResponse): Handler => {
    return async (request) => {
      const system = request.parameters["system"] ?? "";
      if (!isLoopback(request.remoteAddress)) return problem({ status: 403, title: "On loopback only" });
      if (!simulator.systems.includes(system))
        return problem({
          status: 404,
          title: `There is no simulated system ${system}`,
          detail: simulator.systems.join(", "),
        });
      return handler(system, request);
    };
  };
  return [
    { method: "*", path: "/simulated/{system}", handler: dispatch(simulator) },
    { method: "*", path: "/simulated/{system}/{path*}", handler: dispatch(simulator) },
    {
      method: "GET",
      path: "/simulate/{system}/received",
      handler: control((system) => json(200, { calls: simulator.received(system) })),
    },
    {
      method: "POST",
      path: "/simulate/{system}/faults",
      handler: control((system, request) => addFault(simulator, system, request)),
    },
    {
      method: "DELETE",
      path: "/simulate/{system}/faults",
      handler: control((system) => {
        simulator.heal(system);
        return { status: 204 };
      }),
    },
    {
      method: "DELETE",
      path: "/simulate/{system}",
      handler: control((system) => {
        simulator.forget(system);
        return { status: 204 };
      }),
    },
  ];
}

function dispatch(simulator: Simulator): Handler {
  return async ({ method, url, headers, body, parameters }) => {
    const system = parameters["system"] ?? "";
    // The raw path: operations decode their own parameters.
    const path = url.pathname.slice(`/simulated/${system}`.length) || "/";
    return simulator.handle(system, {
      method,
      path,
      query: url.searchParams,
      headers,
      body: body.toString("utf8"),
    });
  };
}

function addFault(simulator: Simulator, system: string, request: EdgeRequest): EdgeResponse {
  // Whatever type it says: this is posted by hand, and curl calls everything a form.
  const fault = readFault(jsonBody({ headers: {}, body: request.body }).value);
  if (typeof fault === "string") return problem({ status: 422, title: "Not a fault", detail: fault });
  const operations = simulator.operations(system);
  if (fault.operation !== undefined && !operations.includes(fault.operation))
    return problem({
      status: 422,
      title: `${system} has no operation ${fault.operation}`,
      detail: operations.join(", "),
    });
  simulator.fail(system, fault);
  return json(201, fault);
}

function isLoopback(address: string): boolean {
  return address === "::1" || address.startsWith("127.") || address.startsWith("::ffff:127.");
}
