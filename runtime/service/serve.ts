import type { Estate } from "../contract/route.ts";
import { type ServiceOptions, startService } from "./index.ts";
import { StartError } from "./settings.ts";

/**
 * Runs a service as the process it is: starts it from the environment, drains on SIGTERM and SIGINT, a second one of which ends at
 * once. A start that fails is told on standard error and ends with 1.
 */
export async function serve(estate: Estate, options: ServiceOptions = {}): Promise<void> {
  try {
    const service = await startService(estate, options);
    const stop = () => {
      process.once("SIGTERM", () => process.exit(1)).once("SIGINT", () => process.exit(1));
      void service.close().then(() => process.exit(0));
    };
    process.once("SIGTERM", stop).once("SIGINT", stop);
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
