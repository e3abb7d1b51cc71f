/** A metric: what it counts, and by which labels, each of them bounded by the specs and never by what is sent. */
export interface Described {
  readonly help: string;
  readonly type: "counter" | "histogram" | "gauge";
  /** Upper bounds of a histogram's buckets, in the unit that the name says. */
  readonly bounds?: readonly number[];
}

/** Seconds: of what a caller waits for. */
const soon = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
/** Seconds: of what goes on behind. */
const later = [0.1, 0.5, 1, 5, 15, 60, 300, 900, 3600, 14_400, 86_400];

/** Every metric of a service, by name; declared apart from where it is counted, so that help and type are said once. */
export const described = {
  process_resident_memory_bytes: { help: "Resident memory.", type: "gauge" },
  process_uptime_seconds: { help: "Time since the start of the process.", type: "gauge" },
  waybill_accepted_total: {
    help: "Messages that came to the edge, by route, class and outcome: accepted, duplicate, stale, busy.",
    type: "counter",
  },
  waybill_backlog_oldest_seconds: { help: "Age of the oldest run that is not finished.", type: "gauge" },
  waybill_breaker_open: {
    help: "Whether a breaker keeps work from a system, by system and policy: 1 unless it is closed.",
    type: "gauge",
  },
  waybill_build_info: { help: "1, with the build that is served.", type: "gauge" },
  waybill_call_duration_seconds: {
    help: "Time of one attempt of a call, by system and operation.",
    type: "histogram",
    bounds: soon,
  },
  waybill_call_retries_total: {
    help: "Attempts of calls after the first, by system, operation, route and policy.",
    type: "counter",
  },
  waybill_calls_total: {
    help: "Attempts of calls, by system, operation, route, policy and result: ok, or the class of the failure.",
    type: "counter",
  },
  waybill_calls_waiting: { help: "Calls that wait for a turn, by system and policy.", type: "gauge" },
  waybill_dead_letters_open: {
    help: "Dead letters that nobody has decided about, by route and owner.",
    type: "gauge",
  },
  waybill_dead_letters_total: {
    help: "Runs that ended as dead letters, by route, class of integration, policy and class of failure.",
    type: "counter",
  },
  waybill_events_behind: {
    help: "Events that a route has not taken yet, counted up to a thousand, by route.",
    type: "gauge",
  },
  waybill_events_held_up: {
    help: "1 while the broker keeps a route from its events, by route; with an empty route, while nothing that runs publish goes out.",
    type: "gauge",
  },
  waybill_events_oldest_behind_seconds: {
    help: "How long the oldest event that a route has not taken has been in the log, by route.",
    type: "gauge",
  },
  waybill_http_request_duration_seconds: {
    help: "Time to answer a request, by address.",
    type: "histogram",
    bounds: soon,
  },
  waybill_http_requests_total: {
    help: "Requests answered, by method, address and status.",
    type: "counter",
  },
  waybill_route_backlog: {
    help: "Runs that time and this process can move, by route.",
    type: "gauge",
  },
  waybill_route_oldest_wait_seconds: {
    help: "How long a route's first in line has waited for a place or a turn at a system.",
    type: "gauge",
  },
  waybill_run_duration_seconds: {
    help: "Time from acceptance to the end of a run, by route and class.",
    type: "histogram",
    bounds: later,
  },
  waybill_runs_paused: { help: "Runs that need a person; each keeps its lane closed.", type: "gauge" },
  waybill_runs_running: { help: "Runs under way.", type: "gauge" },
  waybill_runs_total: { help: "Runs that ended, by route, class and outcome.", type: "counter" },
  waybill_runs_waiting: { help: "Runs accepted and not begun, or waiting.", type: "gauge" },
} as const satisfies Readonly<Record<string, Described>>;

export type MetricName = keyof typeof described;
