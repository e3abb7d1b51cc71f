/** A wrong clock, or a wrong idea, on the other side must not stop a run for years, milliseconds. */
const longestMs = 86_400_000;

/** The three forms of RFC 9110, 5.6.7, all of them GMT; what `Date.parse` takes besides (`-1`, `1.5`) is none. */
const httpDate =
  /^(?:[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT|[A-Z][a-z]+day, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT|[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4})$/;

/**
 * Milliseconds a `Retry-After` asks for (RFC 9110, 10.2.3): seconds, or an HTTP date, which is counted from the answer's own `Date`
 * where it has one, since the two clocks may differ. Undefined where it says neither; at most a day.
 */
export function retryAfterMs(header: string | undefined, now: number, date?: string): number | undefined {
  const text = header?.trim() ?? "";
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : (dateMs(text) ?? Number.NaN) - (dateMs(date) ?? now);
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), longestMs);
}

function dateMs(text: string | undefined): number | undefined {
  const trimmed = text?.trim() ?? "";
  if (!httpDate.test(trimmed)) return undefined;
  const ms = Date.parse(trimmed.endsWith("GMT") ? trimmed : `${trimmed} GMT`);
  return Number.isNaN(ms) ? undefined : ms;
}
