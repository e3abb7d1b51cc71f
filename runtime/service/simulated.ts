import type { EdgeRoute } from "../edge/router.ts";
import type { SimulationData } from "../simulate/data.ts";
import { systemClock } from "../systems/system-clock.ts";
import type { ServiceOptions } from "./options.ts";
import { type Settings, StartError } from "./settings.ts";

/** A start without what simulated systems answer by would take messages that it can bring nowhere. */
export function simulationOf(
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

/** The addresses of simulated systems, on the service's own port. */
export async function simulatedRoutes(
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
