import type { RunRow } from "../store/port.ts";
import type { Asked } from "./asked.ts";
import type { LiveRun } from "./live-run.ts";

/** What moves runs, as those see it who change them in the store. Each engine has one. */
export interface Movement {
  /** A run of the route is on its way into the store, and counts already; or it was not taken after all. */
  announce(route: string): void;
  withdraw(route: string): void;
  /** An announced run that is durable now. `first`: before those that wait for its lane (a redrive). */
  enqueue(run: LiveRun, first?: boolean): void;
  /** Undefined: it is over, or stopped for a person. */
  live(row: RunRow): LiveRun | undefined;
  /** Its route is not served by this build: nothing but a person or a later build can move it. */
  isHomeless(run: LiveRun): boolean;
  /** A run without a home is over, by a person's word. */
  drop(run: LiveRun): void;
  /** The run is over, by a person's word; its lane goes on. */
  release(run: Pick<LiveRun, "seq" | "route" | "lane">): void;
  /** Something that the run may wait for has happened, durably. */
  call(seq: number): void;
  /**
   * Asks something of a run that is live, or takes back what was asked. Resolves when that is on stable storage, with who asked and why.
   * `change` refuses by throwing. Rejects with `MovedOn` where the run is live no more, or another has asked since it was read.
   */
  ask(run: LiveRun, change: (asked: Asked | undefined) => Asked | undefined, word: Word): Promise<void>;
}

/** For the audit. */
export interface Word {
  readonly action: "cancel" | "pause" | "restart" | "resume";
  readonly by: string;
  readonly detail: string;
}
