import type { DurationText, RateText } from "./values.ts";

const milliseconds = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `250ms`, `10s`, `5m`, `4h`, `30d` as whole milliseconds. The kinds' schemas have checked the form, so another one is a bug. */
export function parseDuration(text: DurationText): number {
  const match = /^([0-9]+(?:\.[0-9]+)?)(ms|s|m|h|d)$/.exec(text);
  if (!match) throw new Error(`"${text}" is not a duration.`);
  return Math.round(Number(match[1]) * unitOf(match[2]));
}

/** `40/s`, `600/m`, `5000/h` as a number a second, which may be a fraction. */
export function parseRate(text: RateText): number {
  const match = /^([0-9]+(?:\.[0-9]+)?)\/(s|m|h|d)$/.exec(text);
  if (!match) throw new Error(`"${text}" is not a rate.`);
  return Number(match[1]) / (unitOf(match[2]) / 1_000);
}

/** Milliseconds as a person says them: `3m27s`, `1.5s`, `4h`, `2d3h`. Of long times only what matters is said: days to the minute. */
export function durationText(ms: number): string {
  if (!Number.isFinite(ms)) return "for ever";
  if (ms < 1_000) return `${Math.round(ms)}ms`;
  if (ms < 59_950) return `${Number((ms / 1_000).toFixed(1))}s`;
  const whole = Math.round(ms / 1_000) * 1_000;
  const finest = whole < milliseconds.d ? milliseconds.s : milliseconds.m;
  let left = Math.round(whole / finest) * finest;
  let text = "";
  for (const unit of ["d", "h", "m", "s"] as const) {
    const count = Math.floor(left / milliseconds[unit]);
    left -= count * milliseconds[unit];
    if (count > 0) text += `${count}${unit}`;
  }
  return text;
}

function unitOf(unit: string | undefined): number {
  // The patterns above let no other unit through.
  return milliseconds[unit as keyof typeof milliseconds];
}
