import { createHash } from "node:crypto";
import type { Plan, PlanService } from "../../plan/plan.ts";
import { watchedOf } from "./facts.ts";
import { oneOf } from "./promql.ts";

interface Chart {
  readonly title: string;
  readonly unit?: string;
  /** Expression and legend. */
  readonly series: readonly (readonly [expression: string, legend: string])[];
}

const datasource = { type: "prometheus", uid: "${datasource}" };
const width = 12;
const height = 8;

/** A Grafana dashboard of one service: messages in, runs, systems, backlog, exceptions. */
export function dashboardOf(service: PlanService, plan: Plan): unknown {
  const { name, routes, systems, addresses } = watchedOf(service, plan);
  const route = oneOf(
    "route",
    routes.map((each) => each.name),
  );
  const system = oneOf(
    "system",
    systems.map((each) => each.name),
  );
  const charts = [
    ...(addresses.length > 0 ? requests(oneOf("address", addresses)) : []),
    ...(routes.length > 0 ? runs(route) : []),
    ...(systems.length > 0 ? calls(system) : []),
    backlog,
  ];
  return {
    uid: createHash("sha256").update(`${plan.estate.name}\0${name}`).digest("hex").slice(0, 32),
    title: `${plan.estate.name}: ${name}`,
    tags: ["waybill", plan.estate.name],
    schemaVersion: 39,
    editable: false,
    refresh: "30s",
    time: { from: "now-6h", to: "now" },
    templating: {
      list: [{ name: "datasource", label: "Data source", type: "datasource", query: "prometheus" }],
    },
    panels: charts.map(panel),
  };
}

function requests(address: string): readonly Chart[] {
  return [
    {
      title: "Requests by answer",
      unit: "reqps",
      series: [
        [
          `sum by (address, status) (rate(waybill_http_requests_total{${address}}[5m]))`,
          "{{address}} {{status}}",
        ],
      ],
    },
    {
      title: "Time to answer, 99 of 100",
      unit: "s",
      series: [
        [
          `histogram_quantile(0.99, sum by (address, le) (rate(waybill_http_request_duration_seconds_bucket{${address}}[5m])))`,
          "{{address}}",
        ],
      ],
    },
  ];
}

function runs(route: string): readonly Chart[] {
  return [
    {
      title: "Messages accepted",
      unit: "ops",
      series: [
        [`sum by (route, outcome) (rate(waybill_accepted_total{${route}}[5m]))`, "{{route}} {{outcome}}"],
      ],
    },
    {
      title: "Runs ended",
      unit: "ops",
      series: [[`sum by (route, outcome) (rate(waybill_runs_total{${route}}[5m]))`, "{{route}} {{outcome}}"]],
    },
    {
      title: "From acceptance to the end, 95 of 100",
      unit: "s",
      series: [
        [
          `histogram_quantile(0.95, sum by (route, le) (rate(waybill_run_duration_seconds_bucket{${route}}[5m])))`,
          "{{route}}",
        ],
      ],
    },
    {
      title: "Dead letters that nobody has decided about",
      series: [
        [`max by (route, owner) (waybill_dead_letters_open{${route}})`, "{{route}} {{owner}}"],
        [
          `sum by (route, failure) (increase(waybill_dead_letters_total{${route}}[1h]))`,
          "{{route}} {{failure}}, new in an hour",
        ],
      ],
    },
  ];
}

function calls(system: string): readonly Chart[] {
  return [
    {
      title: "Calls by result",
      unit: "ops",
      series: [
        [
          `sum by (system, operation, result) (rate(waybill_calls_total{${system}}[5m]))`,
          "{{system}}.{{operation}} {{result}}",
        ],
      ],
    },
    {
      title: "Time of a call, 99 of 100",
      unit: "s",
      series: [
        [
          `histogram_quantile(0.99, sum by (system, operation, le) (rate(waybill_call_duration_seconds_bucket{${system}}[5m])))`,
          "{{system}}.{{operation}}",
        ],
      ],
    },
    {
      title: "Retries by policy",
      unit: "ops",
      series: [
        [
          `sum by (system, policy) (rate(waybill_call_retries_total{${system}}[5m]))`,
          "{{system}} {{policy}}",
        ],
      ],
    },
    {
      title: "Open breakers, and calls that wait for a turn",
      series: [
        [`max by (system, policy) (waybill_breaker_open{${system}})`, "{{system}} {{policy}} open"],
        [`sum by (system, policy) (waybill_calls_waiting{${system}})`, "{{system}} {{policy}} waiting"],
      ],
    },
  ];
}

const backlog: Chart = {
  title: "Backlog",
  series: [
    ["sum(waybill_runs_waiting)", "waiting"],
    ["sum(waybill_runs_running)", "running"],
    ["sum(waybill_runs_paused)", "paused"],
    ["max(waybill_backlog_oldest_seconds)", "oldest, seconds"],
  ],
};

function panel({ title, unit = "short", series }: Chart, index: number): unknown {
  return {
    id: index + 1,
    type: "timeseries",
    title,
    datasource,
    gridPos: { x: (index % 2) * width, y: Math.floor(index / 2) * height, w: width, h: height },
    fieldConfig: { defaults: { unit, min: 0 }, overrides: [] },
    targets: series.map(([expr, legendFormat], at) => ({
      refId: String.fromCharCode(65 + at),
      datasource,
      expr,
      legendFormat,
    })),
  };
}
