/**
 * Milliseconds a `Retry-After` asks for: seconds or an HTTP date (RFC 9110, 10.2.3). Undefined where it says neither;
 * at most a day, so that a wrong clock on the other side cannot stop a run for years.
 */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const ms = /^\s*\d+\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), 86_400_000);
}
