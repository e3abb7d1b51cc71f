import type { Machine } from "./machine.ts";
import type { Message } from "./programs.ts";

/** A message that was acknowledged, and the run it became. */
export interface Acknowledged extends Message {
  readonly route: string;
  readonly run: string;
}

/** One sender a lane: the next message after the one before was acknowledged, the same again if nobody answered. */
export class Sender {
  readonly route: string;
  readonly lane: string;
  readonly laned: boolean;
  #number = 1;
  /** The process that owes an answer. */
  #waitsFor: unknown;
  readonly acknowledged: Acknowledged[] = [];
  duplicates = 0;

  constructor(route: string, lane: string, laned: boolean) {
    this.route = route;
    this.lane = lane;
    this.laned = laned;
  }

  get sent(): number {
    return this.#number - 1;
  }

  /** Sends, unless an answer is still due from this very process. */
  send(machine: Machine, limit: number): void {
    const { process } = machine;
    if (!process.ready || this.#waitsFor === process || this.#number > limit) return;
    this.#waitsFor = process;
    this.#post(machine, this.#number, (run) => {
      this.acknowledged.push({ route: this.route, lane: this.lane, number: this.#number, run });
      this.#number += 1;
    });
  }

  /** One that was acknowledged is sent once more, as a shop does that did not hear of it. */
  repeat(machine: Machine, which: Acknowledged): void {
    if (!machine.process.ready) return;
    this.#post(machine, which.number, (run, outcome) => {
      this.duplicates += 1;
      if (run !== which.run || outcome !== "duplicate")
        machine.wrong ??= new Error(`${which.lane}-${which.number} was accepted twice: ${which.run}, ${run}`);
    });
  }

  #post(machine: Machine, number: number, heard: (run: string, outcome: string) => void): void {
    const { process } = machine;
    const key = `${this.lane}-${number}`;
    const settled = () => {
      if (this.#waitsFor === process && number === this.#number) this.#waitsFor = undefined;
    };
    process.engine
      .accept({
        route: this.route,
        ...(this.laned ? { lane: this.lane } : {}),
        input: { lane: this.lane, number },
        searchKeys: [key],
        idempotency: { key, keepMs: 1e12 },
      })
      .then(
        ({ run, outcome }) => {
          if (machine.process !== process) return;
          settled();
          heard(run, outcome);
        },
        // Turned away: later.
        settled,
      );
  }
}
