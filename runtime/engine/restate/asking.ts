import { readAsked, writeAsked } from "../run/asked.ts";
import type { LiveRun } from "../run/live-run.ts";
import type { SharedStore } from "../store/shared-port.ts";
import { askEveryMs } from "./capabilities.ts";
import type { Pass } from "./pass.ts";

/**
 * Asks the store what people want of the runs in this process's memory, for their word may have been given to another replica. Owns: when
 * that is. Not: the runs, nor what is done with a word.
 */
export class Asking {
  readonly #store: SharedStore;
  readonly #passes: ReadonlyMap<number, Pass>;
  readonly #heard: (run: LiveRun, asked: LiveRun["asked"]) => void;
  /** Runs of which something was asked here since the store was last asked. */
  readonly #attended = new Set<number>();
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param passes by number; they come and go
   * @param heard told where the store has another word than the run
   */
  constructor(
    store: SharedStore,
    passes: ReadonlyMap<number, Pass>,
    heard: (run: LiveRun, asked: LiveRun["asked"]) => void,
  ) {
    this.#store = store;
    this.#passes = passes;
    this.#heard = heard;
  }

  start(): void {
    this.#timer ??= setInterval(() => void this.#ask().catch(() => undefined), askEveryMs);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Something was asked here of a run, or no longer is. What the store is just telling of it is older. */
  attended(seq: number): void {
    this.#attended.add(seq);
  }

  async #ask(): Promise<void> {
    if (this.#passes.size === 0) return;
    this.#attended.clear();
    const passes = [...this.#passes];
    const rows = await this.#store.read(
      "asked",
      passes.map(([seq]) => seq),
    );
    const texts = new Map(rows.map(({ seq, asked }) => [seq, asked]));
    for (const [seq, pass] of passes) {
      // It was taken up since, or asked here: what was read is older.
      if (this.#passes.get(seq) !== pass || this.#attended.has(seq)) continue;
      const asked = readAsked(texts.get(seq));
      if (writeAsked(asked) !== writeAsked(pass.run.asked)) this.#heard(pass.run, asked);
    }
  }
}
