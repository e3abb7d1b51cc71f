/**
 * A run's public id: its number in base 36, and a token that cannot be guessed. The number finds the row without an index of
 * its own, the token keeps a stranger from reading the state of other runs by counting.
 */
export function runId(seq: number, token: string): string {
  return `${seq.toString(36)}-${token}`;
}

/** Undefined where it is none. */
export function parseRunId(id: string): { readonly seq: number; readonly token: string } | undefined {
  const match = /^([0-9a-z]{1,10})-([0-9a-z]+)$/.exec(id);
  if (match === null || match[1] === undefined || match[2] === undefined) return undefined;
  const seq = Number.parseInt(match[1], 36);
  return Number.isSafeInteger(seq) ? { seq, token: match[2] } : undefined;
}
