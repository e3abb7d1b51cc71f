import { crashPoint } from "../crash-point.ts";
import { type AcceptCommand, type Accepted, type Answer, Busy } from "../port.ts";
import type { Clock } from "../run/clock.ts";
import type { Way } from "../run/feeding.ts";
import type { JsonCodec } from "../run/json-codec.ts";
import type { Random } from "../run/random.ts";
import { StoreError, type Write } from "../store/port.ts";
import { runId } from "../store/run-id.ts";
import type { SharedStore } from "../store/shared-port.ts";
import type { Answers } from "./answers.ts";
import { Gathered } from "./gathered.ts";
import type { Kicks } from "./kicks.ts";
import type { SharedBacklog } from "./shared-backlog.ts";
import { targetOf } from "./target.ts";

export interface IntakeOptions {
  readonly store: SharedStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly json: JsonCodec;
  readonly kicks: Kicks;
  readonly answers: Answers;
  readonly backlog: SharedBacklog;
}

/** A database does not come back in a moment. */
const storeRetryMs = 10_000;

/**
 * The way in. Not: whether there is room (`Admission`).
 *
 * 1. `accept` resolves only after the message is on stable storage in the store; a rejected one left nothing behind.
 * 2. Then Restate is told. Where it is away, or this process dies in between, the sweep of any replica tells it.
 * 3. Of one lane a message that is sent after another was accepted has its turn after it, whichever replicas took them.
 */
export class Intake implements Way {
  readonly #options: IntakeOptions;
  /** None is kept: of two messages of a lane the one that is sent later, wherever it is taken, must have the higher number. */
  readonly #numbers: Gathered<undefined, number>;
  #underWay = 0;

  constructor(options: IntakeOptions) {
    this.#options = options;
    this.#numbers = new Gathered((wanted) => options.store.read("reserve", wanted.length));
  }

  get busy(): boolean {
    return this.#underWay > 0;
  }

  async accept(command: AcceptCommand, build: string, also: readonly Write[] = []): Promise<Accepted> {
    const { random, kicks, answers, backlog } = this.#options;
    const { route, lane } = command;
    const token = random.token();
    backlog.change(route, 1);
    this.#underWay += 1;
    let taken = false;
    try {
      const seq = await this.#numbers.of(undefined);
      const run = runId(seq, token);
      const first = await this.#write(command, seq, token, build, also);
      if (first === "stale") return { run, outcome: "stale" };
      if (first !== null) return { run: first, outcome: "duplicate" };
      taken = true;
      crashPoint("accepted");
      kicks.give(targetOf({ route, lane, seq }));
      return {
        run,
        outcome: "accepted",
        // Asked for by synchronous routes alone.
        get answered(): Promise<Answer> {
          return answers.of(seq, command.patienceMs);
        },
      };
    } catch (error) {
      // What was refused for where it stands is told to the one who handed it over (a group, a time table).
      if (!(error instanceof StoreError) || error.code === "refused" || error.code === "moved") throw error;
      throw new Busy(storeRetryMs, "The store takes no message now.", { cause: error });
    } finally {
      this.#underWay -= 1;
      if (!taken) backlog.change(route, -1);
    }
  }

  #write(
    { route, lane, input, searchKeys, idempotency, latest }: AcceptCommand,
    seq: number,
    token: string,
    build: string,
    also: readonly Write[],
  ): Promise<string | null> {
    const { store, clock, json } = this.#options;
    const now = clock.now();
    const keys = lane === undefined ? searchKeys : [...new Set([...searchKeys, lane])];
    const keepUntil = idempotency === undefined ? 0 : now + idempotency.keepMs;
    const text = json.stringify(input) ?? "null";
    return store.write([
      [
        "accept",
        seq,
        token,
        route,
        build,
        lane ?? null,
        now,
        idempotency?.key ?? null,
        keepUntil,
        keys,
        text,
        latest?.by ?? null,
      ],
      ...also,
    ]);
  }
}
