import { Failure } from "../contract/failure.ts";
import type { Client } from "../systems/client.ts";
import type { Metrics } from "../telemetry/metrics.ts";

/** A client whose attempts are counted and timed, by operation. */
export function observed(client: Client, metrics: Metrics): Client {
  return {
    close: () => client.close(),
    async call(operation, input, options) {
      const name = `${operation.system.name}.${operation.name}`;
      const started = performance.now();
      let result = "ok";
      try {
        return await client.call(operation, input, options);
      } catch (error) {
        result = error instanceof Failure ? error.class : "bug";
        throw error;
      } finally {
        metrics.count("waybill_calls_total", { operation: name, result });
        metrics.observe(
          "waybill_call_duration_seconds",
          { operation: name },
          (performance.now() - started) / 1000,
        );
      }
    },
  };
}
