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
 * 2. What is undone is not undone again; the first that fails stops the rest, and a replay begins again where it stopped.
 */
export class Undoing {
  readonly #remembered = new Map<string, Undo>();
  readonly #undone = new Set<string>();

  remember(undo: Undo): void {
    this.#remembered.set(undo.step, undo);
  }

  async undo(steps: "all" | readonly string[]): Promise<void> {
    const chosen = [...this.#remembered.values()]
      .filter(({ step }) => steps === "all" || steps.some((name) => isMeant(step, name)))
      .toSorted((one, other) => other.position - one.position);
    for (const { step, undo } of chosen) {
      if (this.#undone.has(step)) continue;
      await undo();
      this.#undone.add(step);
    }
  }
}

/** A name inside an each means that of every item. */
function isMeant(step: string, name: string): boolean {
  return (
    step === name ||
    step
      .replaceAll(/\[\d+\]/g, "")
      .split(/[./]/)
      .at(-1) === name
  );
}
