interface Undo {
  readonly step: string;
  /** Of the step in the journal. */
  readonly position: number;
  readonly undo: () => Promise<void>;
}

/**
 * How to undo what an execution has done. Owns: what is undone already. Not: that undoing is durable, which its steps are.
 *
 * 1. Undone is what was begun last first: by the steps' places in the journal, which are the same in every replay.
 * 2. What undoes a step undoes what was done within it: steps of the route that provided it are not undone beside it.
 * 3. What is undone is not undone again; the first that fails stops the rest, and a replay begins again where it stopped.
 */
export class Undoing {
  readonly #remembered = new Map<string, Undo>();
  readonly #undone = new Set<string>();

  remember(undo: Undo): void {
    for (const inner of this.#remembered.keys())
      if (inner.startsWith(`${undo.step}/`)) this.#remembered.delete(inner);
    this.#remembered.set(undo.step, undo);
  }

  async undo(steps: "all" | readonly string[]): Promise<void> {
    const chosen = [...this.#remembered.values()]
      .filter(({ step }) => steps === "all" || steps.includes(step))
      .toSorted((one, other) => other.position - one.position);
    for (const { step, undo } of chosen) {
      if (this.#undone.has(step)) continue;
      await undo();
      this.#undone.add(step);
    }
  }
}
