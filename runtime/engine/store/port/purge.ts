/** History that is over. */

export interface PurgeWrites {
  /**
   * Looks at `limit` runs after a number, of these routes or of all but these, and removes those that ended
   * before `before`, and whose dead letters are closed and older than `lettersBefore`. Answers the last number looked at, null at the end.
   */
  purge(
    after: number,
    before: number,
    lettersBefore: number,
    limit: number,
    routes: readonly string[],
    only: boolean,
  ): string | null;
  /** Looks at `limit` keys after one and removes those of runs that are no more. Answers the last one looked at, null at the end. */
  purgeKeys(after: string, limit: number): string | null;
}
