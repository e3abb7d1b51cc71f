/**
 * Counters and histograms in Prometheus' text format 0.0.4. By hand: the client library's import costs a fifth of a service's start,
 * and its default registry is global, where two services of one process must not share.
 */
export interface Metrics {
  count(name: string, labels: Labels): void;
  /** `value` in the unit the name says. */
  observe(name: string, labels: Labels, value: number): void;
  /** The text, with gauges read now. */
  text(gauges: readonly Gauge[]): string;
}

export type Labels = Readonly<Record<string, string>>;

export interface Gauge {
  readonly name: string;
  readonly help: string;
  readonly value: number;
}

/** Declared apart from where they are counted, so that help and type are said once. */
const described: Readonly<Record<string, { readonly help: string; readonly type: "counter" | "histogram" }>> =
  {
    waybill_http_requests_total: {
      help: "Requests answered, by method, address and status.",
      type: "counter",
    },
    waybill_http_request_duration_seconds: { help: "Time to answer a request.", type: "histogram" },
    waybill_calls_total: { help: "Attempts of calls to systems, by operation and result.", type: "counter" },
    waybill_call_duration_seconds: { help: "Time of one attempt of a call to a system.", type: "histogram" },
  };

/** Seconds. */
const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

interface Series {
  readonly labels: string;
  count: number;
  sum: number;
  readonly buckets: number[];
}

export function createMetrics(): Metrics {
  const metrics = new Map<string, Map<string, Series>>();

  function series(name: string, labels: Labels): Series {
    const all = metrics.get(name) ?? new Map<string, Series>();
    metrics.set(name, all);
    let key = "";
    for (const label of Object.keys(labels)) key += `${key && ","}${label}="${escaped(labels[label] ?? "")}"`;
    const known = all.get(key) ?? { labels: key, count: 0, sum: 0, buckets: bounds.map(() => 0) };
    all.set(key, known);
    return known;
  }

  return {
    count(name, labels) {
      series(name, labels).count += 1;
    },
    observe(name, labels, value) {
      const one = series(name, labels);
      one.count += 1;
      one.sum += value;
      bounds.forEach((bound, index) => {
        if (value <= bound) one.buckets[index] = (one.buckets[index] ?? 0) + 1;
      });
    },
    text(gauges) {
      const counted = [...metrics].map(([name, all]) => printed(name, [...all.values()]));
      const read = gauges.map(
        ({ name, help, value }) => `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${name} ${value}\n`,
      );
      return [...counted, ...read].join("");
    },
  };
}

function escaped(value: string): string {
  if (!/[\\"\n]/.test(value)) return value;
  return value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}

function printed(name: string, all: readonly Series[]): string {
  const { help, type } = described[name] ?? { help: name, type: "counter" };
  const lines = all.flatMap((one) =>
    type === "counter" ? [line(name, one.labels, one.count)] : histogram(name, one),
  );
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join("\n")}\n`;
}

function histogram(name: string, { labels, buckets, count, sum }: Series): string[] {
  const within = (bound: string) => `${labels}${labels ? "," : ""}le="${bound}"`;
  return [
    ...bounds.map((bound, index) => line(`${name}_bucket`, within(String(bound)), buckets[index] ?? 0)),
    line(`${name}_bucket`, within("+Inf"), count),
    line(`${name}_sum`, labels, sum),
    line(`${name}_count`, labels, count),
  ];
}

function line(name: string, labels: string, value: number): string {
  return labels ? `${name}{${labels}} ${value}` : `${name} ${value}`;
}
