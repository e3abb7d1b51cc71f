import { type Described, described, type MetricName } from "./described.ts";

/**
 * Counters and histograms in Prometheus' text format 0.0.4. By hand: the client library's import costs a fifth of a service's start,
 * and its default registry is global, where two services of one process must not share.
 */
export interface Metrics {
  /** One series, to be kept where it is counted often: finding it costs more than counting. */
  counter(name: MetricName, labels: Labels): Counter;
  /** Observations are in the unit the name says. */
  histogram(name: MetricName, labels: Labels): Histogram;
  /** Adds a source of gauges, which are read when somebody asks for the text. */
  watch(source: GaugeSource): void;
  text(): Promise<string>;
}

export interface Counter {
  add(): void;
}

export interface Histogram {
  observe(value: number): void;
}

export type Labels = Readonly<Record<string, string>>;

export interface Gauge {
  readonly name: MetricName;
  readonly labels?: Labels;
  readonly value: number;
}

export type GaugeSource = () => readonly Gauge[] | Promise<readonly Gauge[]>;

interface Series {
  readonly labels: string;
  count: number;
  sum: number;
  /** Of observations above the bound before and up to this one; the last are above all. */
  readonly buckets: number[];
}

export function createMetrics(): Metrics {
  const metrics = new Map<MetricName, Map<string, Series>>();
  const sources: GaugeSource[] = [];

  function series(name: MetricName, labels: Labels): Series {
    const all = metrics.get(name) ?? new Map<string, Series>();
    metrics.set(name, all);
    const key = labelText(labels);
    const known = all.get(key) ?? { labels: key, count: 0, sum: 0, buckets: boundsOf(name).map(() => 0) };
    all.set(key, known);
    return known;
  }

  return {
    counter(name, labels) {
      const one = series(name, labels);
      return {
        add() {
          one.count += 1;
        },
      };
    },
    histogram(name, labels) {
      const one = series(name, labels);
      const bounds = boundsOf(name);
      return {
        observe(value) {
          one.count += 1;
          one.sum += value;
          let at = 0;
          while (at < bounds.length && value > (bounds[at] ?? 0)) at += 1;
          if (at < bounds.length) one.buckets[at] = (one.buckets[at] ?? 0) + 1;
        },
      };
    },
    watch(source) {
      sources.push(source);
    },
    async text() {
      const counted = [...metrics].map(([name, all]) => printed(name, [...all.values()]));
      const gauges = (await Promise.all(sources.map(async (source) => source()))).flat();
      const read = Map.groupBy(gauges, ({ name }) => name);
      return [...counted, ...[...read].map(([name, all]) => printedGauge(name, all))].join("");
    },
  };
}

function boundsOf(name: MetricName): readonly number[] {
  const { bounds = [] }: Described = described[name];
  return bounds;
}

function labelText(labels: Labels): string {
  let text = "";
  for (const label in labels) text += `${text && ","}${label}="${escaped(labels[label] ?? "")}"`;
  return text;
}

function escaped(value: string): string {
  if (!/[\\"\n]/.test(value)) return value;
  return value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}

function printed(name: MetricName, all: readonly Series[]): string {
  const isHistogram = described[name].type === "histogram";
  const lines = all.flatMap((one) =>
    isHistogram ? histogramLines(name, one) : [line(name, one.labels, one.count)],
  );
  return headed(name, lines);
}

function printedGauge(name: MetricName, gauges: readonly Gauge[]): string {
  return headed(
    name,
    gauges.map(({ labels = {}, value }) => line(name, labelText(labels), value)),
  );
}

function headed(name: MetricName, lines: readonly string[]): string {
  const { help, type } = described[name];
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join("\n")}\n`;
}

function histogramLines(name: MetricName, { labels, buckets, count, sum }: Series): string[] {
  const within = (bound: string) => `${labels}${labels ? "," : ""}le="${bound}"`;
  let below = 0;
  const bounded = boundsOf(name).map((bound, index) => {
    below += buckets[index] ?? 0;
    return line(`${name}_bucket`, within(String(bound)), below);
  });
  return [
    ...bounded,
    line(`${name}_bucket`, within("+Inf"), count),
    line(`${name}_sum`, labels, sum),
    line(`${name}_count`, labels, count),
  ];
}

function line(name: string, labels: string, value: number): string {
  return labels ? `${name}{${labels}} ${value}` : `${name} ${value}`;
}
