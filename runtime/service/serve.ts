import { existsSync, readFileSync } from "node:fs";
import type { Estate } from "../contract/estate.ts";
import { parseJson } from "../library/json.ts";
import type { SimulationData } from "../simulate/data.ts";
import { startService } from "./index.ts";
import type { ServiceOptions } from "./options.ts";
import { startProblem } from "./start-problem.ts";

export interface ServeOptions extends Omit<ServiceOptions, "simulation"> {
  /** File of what simulated systems answer by; read where there are any. An image for real systems does not have it. */
  readonly simulation?: URL;
}

/**
 * Runs a service as the process it is: starts it from the environment, drains on SIGTERM and SIGINT, a second one of which ends at
 * once. A start that fails is told on standard error and ends with 1: in words, or, where it is a bug, with its stack. Left to Node it
 * would be told with the line of the file, which in a bundle is all of it.
 */
export async function serve(estate: Estate, options: ServeOptions = {}): Promise<void> {
  const { simulation: file, ...rest } = options;
  try {
    const service = await startService(estate, { ...rest, simulation: () => simulationIn(file) });
    const stop = () => {
      process.once("SIGTERM", () => process.exit(1)).once("SIGINT", () => process.exit(1));
      void service.close().then(() => process.exit(0));
    };
    process.once("SIGTERM", stop).once("SIGINT", stop);
  } catch (error) {
    const told = startProblem(error) ?? (error instanceof Error ? error.stack : undefined) ?? String(error);
    process.stderr.write(`${told}\n`);
    process.exit(1);
  }
}

function simulationIn(file: URL | undefined): SimulationData | undefined {
  if (file === undefined || !existsSync(file)) return undefined;
  return parseJson(readFileSync(file, "utf8")) as SimulationData; // what the build wrote
}
