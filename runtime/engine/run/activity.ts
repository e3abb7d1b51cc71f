/** Whether only the clock, or somebody inside an effect, can move anything: for `settled`. */
export interface Standstill {
  readonly sure: boolean;
  readonly effectsOnly: boolean;
  readonly progress: number;
}

/**
 * What goes on in memory. Owns: how many executions move, which effects are under way, how much has happened. Not: whose they are.
 *
 * 1. All that happens is counted, so that a slow effect can be told from a standstill.
 * 2. What is put off to a turn of its own is counted until it is done, so that nobody takes the moment before it for a standstill.
 */
export class Activity {
  readonly #effects = new Set<(reason: Error) => void>();
  /** Effects that are movement of their executions. */
  #inside = 0;
  #moving = 0;
  #putOff = 0;
  /** Moving executions that wait until a write is tried again. */
  #held = 0;
  #progress = 0;

  /** Executions that move. */
  get moving(): number {
    return this.#moving;
  }

  /** Executions that move and effects under way: what is inside an effect takes no place, and is under way all the same. */
  get underWay(): number {
    return Math.max(this.#moving, 0) + this.#effects.size;
  }

  happened(): void {
    this.#progress += 1;
  }

  /** One execution more moves. */
  moved(): void {
    this.#progress += 1;
    this.#moving += 1;
  }

  /** One execution less moves. */
  stilled(): void {
    this.#progress += 1;
    this.#moving -= 1;
  }

  effectBegun(abort: (reason: Error) => void, away: boolean): () => void {
    this.#progress += 1;
    this.#effects.add(abort);
    if (!away) this.#inside += 1;
    return () => {
      this.#progress += 1;
      this.#effects.delete(abort);
      if (!away) this.#inside -= 1;
    };
  }

  abortEffects(reason: Error): void {
    for (const abort of this.#effects) abort(reason);
  }

  /** Does it in a turn of its own, when what goes on now has come to rest. */
  soon(work: () => Promise<void>): void {
    this.#putOff += 1;
    // What the store refused here it is told again by the run's next commit.
    setImmediate(
      () =>
        void work()
          .catch(() => undefined)
          .finally(() => (this.#putOff -= 1)),
    );
  }

  /** An execution that moves waits for nothing but the clock. */
  async held(wait: Promise<void>): Promise<void> {
    this.#held += 1;
    await wait.finally(() => (this.#held -= 1));
  }

  /** `starting`: more is about to move. `sleepers`: effects that wait for the clock. */
  standstill(starting: boolean, sleepers: number): Standstill {
    const effectsOnly = !starting && this.#putOff === 0 && this.#moving - this.#held <= this.#inside;
    return {
      sure: effectsOnly && this.#effects.size <= sleepers,
      effectsOnly,
      progress: this.#progress,
    };
  }
}
