import { Failure } from "../../runtime/contract/failure.ts";
import type { Attempt } from "../../runtime/engine/port.ts";
import type { Chance } from "./chance.ts";

/** What an outside system was asked to do. */
export interface Request {
  readonly operation: string;
  readonly lane: string;
  /** The message's place in its lane, in order of acceptance. */
  readonly number: number;
  readonly refusable: boolean;
}

export interface Call extends Request {
  readonly key: string;
  readonly previous: Attempt["previous"];
  /** Whether it changed anything. A second one under the same key never does. */
  effect: boolean;
  told: "nothing" | "done" | "refused" | "unavailable" | "lost";
}

interface Flight {
  readonly call: Call;
  readonly life: number;
  /** Whoever sent it no longer listens. */
  deaf: boolean;
  answer(told: Call["told"]): void;
}

/**
 * The network and what is at its other end, which outlives the engine's process. Each call is kept.
 *
 * 1. An answer comes when the history says so, or never: a call may be served after its caller has died or stopped to wait.
 * 2. Effects are kept by key: a key's effect happens once, whatever is sent.
 */
export class Network {
  readonly calls: Call[] = [];
  readonly effects = new Map<string, Call>();
  #flights: Flight[] = [];
  #life = 0;
  /** No more lost answers and no more outages: for the end of a history. */
  calm = false;

  get underWay(): number {
    return this.#flights.length;
  }

  send(request: Request, attempt: Attempt): Promise<{ readonly served: string }> {
    const call: Call = {
      ...request,
      key: attempt.attemptKey,
      previous: attempt.previous,
      effect: false,
      told: "nothing",
    };
    this.calls.push(call);
    return new Promise((resolve, reject) => {
      const answer = (told: Call["told"]): void => {
        if (told === "done") resolve({ served: call.operation });
        else if (told === "lost") reject(new Failure("unknown", "The connection was cut."));
        else if (told === "refused") reject(new Failure("refused", "Refused.", { status: 422 }));
        else reject(new Failure("transient", "Unavailable.", { status: 503 }));
      };
      const flight: Flight = { call, life: this.#life, deaf: false, answer };
      this.#flights.push(flight);
      attempt.signal.addEventListener("abort", () => ((flight.deaf = true), answer("lost")), { once: true });
    });
  }

  /** One call arrives at the other end, and is served or not. */
  serve(chance: Chance): void {
    const [flight] = this.#flights.splice(chance.below(this.#flights.length), 1);
    if (flight === undefined) return;
    const { call } = flight;
    const refused = call.refusable && call.number % 7 === 3;
    const fate = this.calm ? 9 : chance.below(10);
    if (fate === 0) call.told = "unavailable";
    else if (refused) call.told = "refused";
    else {
      call.told = fate === 1 ? "lost" : "done";
      call.effect = !this.effects.has(call.key);
      if (call.effect) this.effects.set(call.key, call);
    }
    if (flight.life === this.#life && !flight.deaf) flight.answer(call.told);
    else call.told = "lost";
  }

  /** The process that waited for answers is gone; what it sent is still on its way. */
  drop(): void {
    this.#life += 1;
  }
}
