/** One line of the table in `bench/results.json`. Timings are ratios, both sides taken in one run. */
export interface Result {
  readonly name: string;
  /** What ours measured, in `unit`. */
  readonly value: number;
  readonly unit: string;
  /** What the other side is, and what it measured. */
  readonly against: string;
  /** Ours over theirs, in the sense of the bar: throughput over throughput, time over time. */
  readonly ratio: number;
  /** `>= 0.7`, `<= 2`. */
  readonly bar: string;
  readonly met: boolean;
}

/** Judges a ratio by its bar. */
export function result(
  name: string,
  ours: number,
  theirs: number,
  unit: string,
  against: string,
  bar: `>= ${number}` | `<= ${number}`,
): Result {
  const ratio = ours / theirs;
  const limit = Number(bar.slice(3));
  return {
    name,
    value: round(ours),
    unit,
    against: `${against}: ${round(theirs)} ${unit}`,
    ratio: round(ratio),
    bar,
    met: bar.startsWith(">=") ? ratio >= limit : ratio <= limit,
  };
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}

/** The median of several runs of one measurement. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
