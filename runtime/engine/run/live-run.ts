import type { Json } from "../../contract/json.ts";
import type { Answer } from "../port.ts";
import type { WakeReason } from "../store/port.ts";
import { runId } from "../store/run-id.ts";
import { type Asked, readAsked } from "./asked.ts";
import type { Execution } from "./program/execution.ts";

/**
 * A run that is not over, as far as this process holds it in memory. Owns: who waits for its answer, what a person asked of it.
 * Not: its steps, which an `Execution` holds while its program is in memory.
 */
export class LiveRun {
  readonly seq: number;
  readonly id: string;
  readonly route: string;
  readonly lane: string | undefined;
  readonly acceptedAt: number;
  /** As it was accepted, `size` in characters, until it is first needed or more is kept than memory is for; then the store has it. */
  input: { readonly value: Json; readonly size: number } | undefined;
  /** Accepted by this process and never started: it has no steps to read. */
  fresh = false;
  /** Whose steps it has done so far. */
  build: string;
  /** While its program is in memory. */
  execution: Execution | undefined;
  /** Set while it waits outside memory. */
  suspended: { readonly reason: WakeReason; wake(): void } | undefined;
  /** Gives up the places in queues that it has kept since it waited outside memory; once it has others. */
  leavePlaces: (() => void) | undefined;
  /** What a person asked, done at the next step boundary. */
  asked: Asked | undefined;
  /** Until what was asked is on stable storage. */
  asking: Promise<void> | undefined;
  #answer: Answer | undefined;
  #asked: ((answer: Answer) => void)[] | undefined;

  constructor(row: {
    readonly seq: number;
    readonly token: string;
    readonly route: string;
    readonly lane: string | null;
    readonly acceptedAt: number;
    readonly build: string;
    readonly asked?: string | null;
  }) {
    this.seq = row.seq;
    this.id = runId(row.seq, row.token);
    this.route = row.route;
    this.lane = row.lane ?? undefined;
    this.acceptedAt = row.acceptedAt;
    this.build = row.build;
    this.asked = readAsked(row.asked);
  }

  /** For a time, an event or a person, as its program says: that it takes long is nobody's fault. */
  get waitsOnPurpose(): boolean {
    if (this.suspended !== undefined) return this.suspended.reason !== "retry";
    if (this.execution?.still !== true) return false;
    const reason = this.execution.nextWake?.reason;
    return reason === "sleep" || reason === "event" || reason === "approval";
  }

  answered(): Promise<Answer> {
    if (this.#answer !== undefined) return Promise.resolve(this.#answer);
    return new Promise((resolve) => {
      this.#asked ??= [];
      this.#asked.push(resolve);
    });
  }

  /** The first answer counts. */
  answer(answer: Answer): void {
    if (this.#answer !== undefined) return;
    this.#answer = answer;
    for (const resolve of this.#asked ?? []) resolve(answer);
    this.#asked = undefined;
  }
}
