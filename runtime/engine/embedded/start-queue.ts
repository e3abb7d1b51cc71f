import type { Criticality } from "../../contract/criticality.ts";
import type { LiveRun } from "../run/live-run.ts";
import { ReadyQueue } from "./ready-queue.ts";

export interface StartQueueOptions {
  /** Whether one more may be started now. */
  room(): boolean;
  start(run: LiveRun): void;
}

/** So many branches of one route's runs may wait in queues that move before more of its runs are started: the wait is better spent outside memory. */
const queuedAtOnce = 64;

/**
 * Runs that want a place, and when they get it. Owns: the ready queue, and which routes are held back. Not: how many places there are.
 *
 * 1. A run is started in a turn of its own: whoever was just told "accepted" goes first.
 * 2. A route whose runs queue for a system starts no more while that queue moves; one whose system is slow or broken does, so that
 *    those of its runs that go elsewhere do.
 */
export class StartQueue {
  readonly #options: StartQueueOptions;
  readonly #ready = new ReadyQueue();
  /** Branches in queues that move, by route. */
  readonly #queued = new Map<string, number>();
  readonly #mayStart = (route: string): boolean => (this.#queued.get(route) ?? 0) < queuedAtOnce;
  #pumping = false;

  constructor(options: StartQueueOptions) {
    this.#options = options;
  }

  /** Somebody is started in the next turn of the event loop, or could be. */
  get starting(): boolean {
    return this.#pumping || (this.#options.room() && this.#ready.some(this.#mayStart));
  }

  push(run: LiveRun, criticality: Criticality): void {
    this.#ready.push(run, criticality);
  }

  /** Starts whom there is room for. */
  pump(): void {
    if (this.#pumping || !this.#options.room()) return;
    this.#pumping = true;
    setImmediate(() => {
      this.#pumping = false;
      while (this.#options.room()) {
        const run = this.#ready.shift(this.#mayStart);
        if (run === undefined) return;
        this.#options.start(run);
      }
    });
  }

  /** A branch of the route waits in a queue that moves; later: no longer. */
  queued(route: string): () => void {
    let queued = true;
    this.#queued.set(route, (this.#queued.get(route) ?? 0) + 1);
    return () => {
      if (!queued) return;
      queued = false;
      const left = (this.#queued.get(route) ?? 1) - 1;
      if (left > 0) this.#queued.set(route, left);
      else this.#queued.delete(route);
      this.pump();
    };
  }
}
