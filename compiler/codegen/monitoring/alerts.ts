import { stringify } from "yaml";
import type { Plan, PlanService } from "../../plan/plan.ts";
import { type Watched, type WatchedRoute, watchedOf } from "./facts.ts";
import { oneOf, promDuration } from "./promql.ts";

interface Alert {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: { readonly summary: string; readonly description: string };
}

/** The largest bound of the histogram of answers, milliseconds: above it nothing can be told apart. */
const longestAnswerMs = 30_000;

/** Alert rules of one service, as Prometheus reads them: what the specs promise, watched. */
export function alertRulesOf(service: PlanService, plan: Plan): string {
  const watched = watchedOf(service, plan);
  const rules = [
    ...watched.routes.flatMap((route) => deadLetters(route, watched)),
    ...watched.systems.map((system) => breaker(system, watched)),
    ...backlog(watched),
    ...events(watched),
    ...watched.routes.map((route) => failures(route, watched)),
    ...watched.routes.flatMap((route) => slowAnswers(route, watched)),
    ...errors(watched),
  ];
  const text = stringify({ groups: [{ name: `waybill-${watched.name}`, rules }] }, { lineWidth: 0 });
  return `# Made by waybill build from the service ${watched.name}.\n${text}`;
}

/** Nobody has decided about a dead letter for as long as the policy lets it lie. One rule for each owner that a run's step may name. */
function deadLetters(route: WatchedRoute, watched: Watched): readonly Alert[] {
  const byOwner = new Map<string, number>();
  for (const { deadLetter } of route.policies) {
    if (deadLetter.alertMs === undefined) continue;
    const owner = deadLetter.owner ?? "";
    byOwner.set(owner, Math.min(deadLetter.alertMs, byOwner.get(owner) ?? Number.POSITIVE_INFINITY));
  }
  return [...byOwner].map(([owner, alertMs]) => ({
    alert: "WaybillDeadLetterOpen",
    expr: `max by (route, owner) (waybill_dead_letters_open{${oneOf("route", [route.name])},${oneOf("owner", [owner])}}) > 0`,
    for: promDuration(alertMs),
    labels: labelsOf(route, watched, owner || route.owner),
    annotations: {
      summary: `${route.name}: {{ $value }} dead letters wait for ${owner || "somebody"}`,
      description: `Nobody has decided about them for ${promDuration(alertMs)}. See them with: waybill deadletters list`,
    },
  }));
}

function breaker(system: Watched["systems"][number], watched: Watched): Alert {
  return {
    alert: "WaybillBreakerOpen",
    expr: `max by (system, policy) (waybill_breaker_open{${oneOf("system", [system.name])}}) == 1`,
    for: "2m",
    labels: {
      severity: "warning",
      service: watched.name,
      system: system.name,
      ...(system.owner && { owner: system.owner }),
    },
    annotations: {
      summary: `${system.name} does not answer as it should`,
      description:
        "Work for it is held back and loses nothing. It goes on by itself once the system answers.",
    },
  };
}

/**
 * Against the tightest recovery objective of the service's domains. Where runs may wait for a person or an event, their age says
 * nothing; how long the first in line has waited for a place or a turn still does.
 */
function backlog({ name, routes }: Watched): readonly Alert[] {
  const objectives = routes.flatMap(({ recoveryMs }) => recoveryMs ?? []);
  if (objectives.length === 0) return [];
  const oldest = routes.some(({ waits }) => waits)
    ? `waybill_route_oldest_wait_seconds{${oneOf(
        "route",
        routes.map(({ name: route }) => route),
      )}}`
    : "waybill_backlog_oldest_seconds";
  const objectiveMs = Math.min(...objectives);
  const owner = routes.find(({ recoveryMs }) => recoveryMs === objectiveMs)?.owner;
  const late = (share: number, severity: string): Alert => ({
    alert: "WaybillBacklogOld",
    expr: `max(${oldest}) > ${(objectiveMs * share) / 1000}`,
    for: "1m",
    labels: { severity, service: name, ...(owner && { owner }) },
    annotations: {
      summary: `${name}: the oldest message waits for {{ $value | humanizeDuration }}`,
      description: `The recovery objective is ${promDuration(objectiveMs)}.`,
    },
  });
  return [late(0.5, "warning"), late(1, "critical")];
}

/** A broker that is away, or that refuses the service: nothing is lost, and nothing is done either. */
function events({ name, routes }: Watched): readonly Alert[] {
  const takers = routes.flatMap((route) => (route.takesEvents ? [route.name] : []));
  if (takers.length === 0) return [];
  return [
    {
      alert: "WaybillEventsHeldUp",
      expr: `max by (route) (waybill_events_held_up{${oneOf("route", ["", ...takers])}}) == 1`,
      for: "5m",
      labels: { severity: "critical", service: name },
      annotations: {
        summary:
          "{{ if $labels.route }}{{ $labels.route }} takes no events{{ else }}What routes publish does not go out{{ end }}",
        description:
          "Events wait, and nothing is lost as long as their topics keep them. What is in the way stands in the log, and in: waybill events consumers",
      },
    },
  ];
}

function failures(route: WatchedRoute, watched: Watched): Alert {
  const of = oneOf("route", [route.name]);
  return {
    alert: "WaybillRunsFail",
    expr: `sum by (route) (rate(waybill_runs_total{${of},outcome="failed"}[15m])) / sum by (route) (rate(waybill_runs_total{${of}}[15m])) > 0.1`,
    for: "15m",
    labels: labelsOf(route, watched, route.owner),
    annotations: {
      summary: `${route.name}: {{ $value | humanizePercentage }} of the runs become dead letters`,
      description: "More than one in ten over a quarter of an hour.",
    },
  };
}

/** The caller waits no longer than the deadline: one in a hundred near it is told before callers leave. */
function slowAnswers(route: WatchedRoute, watched: Watched): readonly Alert[] {
  const { answers } = route;
  const limitMs = (answers?.deadlineMs ?? 0) * 0.8;
  if (!answers || limitMs >= longestAnswerMs) return [];
  const series = `waybill_http_request_duration_seconds_bucket{${oneOf("address", [answers.address])}}`;
  return [
    {
      alert: "WaybillAnswersSlow",
      expr: `histogram_quantile(0.99, sum by (le) (rate(${series}[5m]))) > ${limitMs / 1000}`,
      for: "5m",
      labels: labelsOf(route, watched, route.owner),
      annotations: {
        summary: `${route.name}: one answer in a hundred takes {{ $value | humanizeDuration }}`,
        description: `Callers are promised an answer within ${promDuration(answers.deadlineMs)}.`,
      },
    },
  ];
}

function errors({ name, addresses }: Watched): readonly Alert[] {
  if (addresses.length === 0) return [];
  const of = oneOf("address", addresses);
  return [
    {
      alert: "WaybillRequestsRefused",
      expr: `sum by (address) (rate(waybill_http_requests_total{${of},status=~"5.."}[5m])) / sum by (address) (rate(waybill_http_requests_total{${of}}[5m])) > 0.05`,
      for: "5m",
      labels: { severity: "critical", service: name },
      annotations: {
        summary:
          "{{ $labels.address }}: {{ $value | humanizePercentage }} of the requests get no good answer",
        description: "Senders repeat what they got no answer to; what was accepted before is not lost.",
      },
    },
  ];
}

function labelsOf(
  { criticality, name }: WatchedRoute,
  watched: Watched,
  owner: string | undefined,
): Readonly<Record<string, string>> {
  const severity = criticality === "critical" || criticality === "high" ? "critical" : "warning";
  return { severity, service: watched.name, route: name, ...(owner && { owner }) };
}
