import { type Described, described, type MetricName } from "./described.ts";

/**
 * Counters and histograms in Prometheus' text format 0.0.4. By hand: the client library's import costs a fifth of a service's start,
 * and its default registry is global, where two services of one process must not share.
 */
export interface Metrics {
  /** One series, made when it is first asked for. */
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

class Series implements Counter, Histogram {
  readonly labels: string;
  readonly #bounds: readonly number[];
  count = 0;
  sum = 0;
  /** Of observations above the bound before and up to this one. */
  readonly buckets: number[];

  constructor(labels: string, bounds: readonly number[]) {
    this.labels = labels;
    this.#bounds = bounds;
    this.buckets = bounds.map(() => 0);
  }

  add(): void {
    this.count += 1;
  }

  observe(value: number): void {
    this.count += 1;
    this.sum += value;
    const at = this.#bounds.findIndex((bound) => value <= bound);
    if (at >= 0) this.buckets[at] = (this.buckets[at] ?? 0) + 1;
  }
}

/** All series of a name. They are found by their labels one after the other: to write the labels down each time cost more than to count. */
interface Family {
  readonly all: Series[];
  readonly found: Place;
}

interface Place {
  series: Series | undefined;
  /** By label, then by value. */
  readonly next: Map<string, Map<string, Place>>;
}

function placeOf(found: Place, labels: Labels): Place {
  let place = found;
  for (const label in labels) {
    const value = labels[label] ?? "";
    const known = place.next.get(label)?.get(value);
    place = known ?? newPlace(place, label, value);
  }
  return place;
}

function newPlace(from: Place, label: string, value: string): Place {
  const made: Place = { series: undefined, next: new Map() };
  const values = from.next.get(label);
  if (values === undefined) from.next.set(label, new Map([[value, made]]));
  else values.set(value, made);
  return made;
}

export function createMetrics(): Metrics {
  const metrics = new Map<MetricName, Family>();
  const sources: GaugeSource[] = [];

  function series(name: MetricName, labels: Labels): Series {
    let family = metrics.get(name);
    if (family === undefined) {
      family = { all: [], found: { series: undefined, next: new Map() } };
      metrics.set(name, family);
    }
    const place = placeOf(family.found, labels);
    if (place.series !== undefined) return place.series;
    place.series = new Series(labelText(labels), boundsOf(name));
    family.all.push(place.series);
    return place.series;
  }

  return {
    counter: series,
    histogram: series,
    watch(source) {
      sources.push(source);
    },
    async text() {
      const counted = [...metrics].map(([name, { all }]) => printed(name, all));
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
