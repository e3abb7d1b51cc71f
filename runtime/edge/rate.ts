/** A token bucket of one second's allowance. Each call takes a token: 0 where there was one, else milliseconds until there is. */
export function createRate(perSecond: number | undefined, now: () => number): () => number {
  if (perSecond === undefined) return () => 0;
  const size = Math.max(perSecond, 1);
  let tokens = size;
  let at = now();
  return () => {
    const moment = now();
    tokens = Math.min(size, tokens + ((moment - at) / 1000) * perSecond);
    at = moment;
    if (tokens < 1) return ((1 - tokens) / perSecond) * 1000;
    tokens -= 1;
    return 0;
  };
}
