import { Busy, type Engine } from "../engine/port.ts";
import type { Metrics } from "../telemetry/metrics.ts";

/** What the edge gives to the engine, counted by route, class and what became of it. */
export function countedAccept(
  engine: Engine,
  classes: ReadonlyMap<string, string>,
  metrics: Metrics,
): Pick<Engine, "accept"> {
  const count = (route: string, outcome: string): void =>
    metrics.counter("waybill_accepted_total", { route, class: classes.get(route) ?? "", outcome }).add();
  return {
    accept: (command) =>
      engine.accept(command).then(
        (accepted) => {
          count(command.route, accepted.outcome);
          return accepted;
        },
        (error: unknown) => {
          if (error instanceof Busy) count(command.route, "busy");
          throw error;
        },
      ),
  };
}
