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
  /** Half of the rounds' ratios lie between these two; absent where there was one round. */
  readonly spread?: readonly [number, number];
  /** `>= 0.7`, `<= 2`. */
  readonly bar: string;
  readonly met: boolean;
}

export type Bar = `>= ${number}` | `<= ${number}`;

/** Judges a ratio by its bar. */
export function result(
  name: string,
  ours: number,
  theirs: number,
  unit: string,
  against: string,
  bar: Bar,
): Result {
  return compared(name, [ours], [theirs], unit, against, bar);
}

/**
 * Judges the median of the ratios of rounds by its bar. `ours` and `theirs` have one measurement a round, taken one after the other:
 * what else the machine does falls on both, and a round that it spoilt does not count for more than another.
 */
export function compared(
  name: string,
  ours: readonly number[],
  theirs: readonly number[],
  unit: string,
  against: string,
  bar: Bar,
): Result {
  const ratios = ours.map((own, index) => own / (theirs[index] ?? Number.NaN));
  const ratio = median(ratios);
  const limit = Number(bar.slice(3));
  return {
    name,
    value: round(median(ours)),
    unit,
    against: `${against}: ${round(median(theirs))} ${unit}`,
    ratio: round(ratio),
    ...(ratios.length > 1 && { spread: [round(quantile(ratios, 0.25)), round(quantile(ratios, 0.75))] }),
    bar,
    met: bar.startsWith(">=") ? ratio >= limit : ratio <= limit,
  };
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}

/** The median of several runs of one measurement. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which this part (0 to 1) of the values lies. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * part)] ?? Number.NaN;
}
