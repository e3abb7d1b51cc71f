/** An answer to a GET of a key set. */
export interface KeySetAnswer {
  readonly status: number;
  readonly body: string;
}

/** How long keys that were fetched stay good while their issuer does not answer, milliseconds. */
const staleMs = 24 * 3_600_000;

/**
 * A `fetch` for `jose`, over the service's own transport: no redirect is followed, an answer has a largest size. While the issuer
 * does not answer, what it answered last stays good for a day, for a short outage of it must not be one of ours.
 */
export function keySetFetch(
  get: (url: URL, signal: AbortSignal) => Promise<KeySetAnswer>,
  now: () => number,
): (url: string, options: { readonly signal: AbortSignal }) => Promise<Response> {
  let last: { readonly body: string; readonly at: number } | undefined;
  return async (url, { signal }) => {
    const answer = await get(new URL(url), signal).catch(() => undefined);
    if (answer?.status === 200 && isKeySet(answer.body)) last = { body: answer.body, at: now() };
    if (!last || now() - last.at > staleMs) throw new Error("the issuer's keys cannot be fetched");
    return new Response(last.body, { status: 200 });
  };
}

function isKeySet(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && "keys" in value && Array.isArray(value.keys);
  } catch {
    return false;
  }
}
