import type { Engine } from "../engine/port.ts";
import type { ConsumerState } from "../events/port.ts";
import type { Flow } from "../flow/index.ts";
import type { GaugeSource } from "../telemetry/metrics.ts";

/** What a service is like now, read when somebody asks. */
export function gaugesOf(engine: Engine, flow: Flow, build: string): readonly GaugeSource[] {
  return [
    async () => {
      const { waiting, running, paused, oldestMs, routes } = await engine.backlog();
      return [
        ...routes.flatMap(({ route, runs, oldestMs: waited }) => [
          { name: "waybill_route_backlog" as const, labels: { route }, value: runs },
          { name: "waybill_route_oldest_wait_seconds" as const, labels: { route }, value: waited / 1000 },
        ]),
        { name: "waybill_runs_waiting", value: waiting },
        { name: "waybill_runs_running", value: running },
        { name: "waybill_runs_paused", value: paused },
        { name: "waybill_backlog_oldest_seconds", value: oldestMs / 1000 },
      ];
    },
    async () =>
      (await engine.openDeadLetters()).map(({ route, owner = "", count }) => ({
        name: "waybill_dead_letters_open",
        labels: { route, owner },
        value: count,
      })),
    () =>
      flow.snapshot().flatMap(({ system, policies }) =>
        policies.flatMap(({ policy, waiting, breaker }) => [
          { name: "waybill_calls_waiting" as const, labels: { system, policy }, value: waiting },
          ...(breaker
            ? [
                {
                  name: "waybill_breaker_open" as const,
                  labels: { system, policy },
                  value: breaker.state === "closed" ? 0 : 1,
                },
              ]
            : []),
        ]),
      ),
    () =>
      engine.events.troubles().map(({ group = "" }) => ({
        name: "waybill_events_held_up",
        labels: { route: group },
        value: 1,
      })),
    groupGauges(engine),
    () => [
      { name: "waybill_build_info", labels: { build }, value: 1 },
      { name: "process_resident_memory_bytes", value: process.memoryUsage.rss() },
      { name: "process_uptime_seconds", value: process.uptime() },
    ],
  ];
}

/** For so long what was read of groups holds, milliseconds: where the log is a broker, each look is several requests. */
const groupsHoldMs = 10_000;

/** How far behind groups are. Nothing while the log does not say. */
function groupGauges({ events }: Engine): GaugeSource {
  let read: Promise<readonly ConsumerState[]> = Promise.resolve([]);
  let until = 0;
  return async () => {
    if (performance.now() >= until) {
      until = performance.now() + groupsHoldMs;
      read = events.consumers().catch(() => []);
    }
    return (await read).flatMap(({ group: route, behind, oldestBehindAt }) => [
      { name: "waybill_events_behind" as const, labels: { route }, value: behind },
      {
        name: "waybill_events_oldest_behind_seconds" as const,
        labels: { route },
        value: oldestBehindAt === undefined ? 0 : Math.max(0, Date.now() - oldestBehindAt) / 1_000,
      },
    ]);
  };
}
