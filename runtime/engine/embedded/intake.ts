import { crashPoint } from "../crash-point.ts";
import { type AcceptCommand, type Accepted, type Answer, Busy } from "../port.ts";
import type { Clock } from "../run/clock.ts";
import type { JsonCodec } from "../run/json-codec.ts";
import { LiveRun } from "../run/live-run.ts";
import type { Random } from "../run/random.ts";
import { type Store, StoreError, type Write } from "../store/port.ts";
import type { Scheduler } from "./scheduler.ts";

export interface IntakeOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly json: JsonCodec;
  readonly scheduler: Scheduler;
}

/** A disk is not emptied in a moment. */
const storeRetryMs = 10_000;
const warnEveryMs = 60_000;

/**
 * The way in. Owns: the numbers runs are given. Not: whether there is room (`admission.ts`).
 *
 * 1. `accept` resolves only after the message is on stable storage; a rejected one left nothing behind.
 * 2. Numbers are given, and runs queued, in the order of the calls.
 * 3. The same idempotency key of a route within its time is one run, also for calls at the same moment.
 * 4. What is older than what its lane has seen is kept as a run that is over, so that whoever looks for it finds why.
 */
export class Intake {
  readonly #options: IntakeOptions;
  #lastSeq = 0;
  #underWay = 0;
  #warnedAt = Number.NEGATIVE_INFINITY;

  constructor(options: IntakeOptions) {
    this.#options = options;
  }

  get underWay(): number {
    return this.#underWay;
  }

  startAfter(seq: number): void {
    this.#lastSeq = Math.max(this.#lastSeq, seq);
  }

  /** `also` is in the same commit, for a duplicate too: how far the one who hands it over has come. */
  async accept(command: AcceptCommand, build: string, also: readonly Write[] = []): Promise<Accepted> {
    const { store, clock, random, json, scheduler } = this.#options;
    const acceptedAt = clock.now();
    const token = random.token();
    const run = new LiveRun({
      seq: ++this.#lastSeq,
      token,
      route: command.route,
      lane: command.lane ?? null,
      acceptedAt,
      build,
    });
    run.fresh = true;
    const { idempotency, lane, searchKeys } = command;
    const keys = lane === undefined || searchKeys.includes(lane) ? searchKeys : [...searchKeys, lane];
    const keepUntil = idempotency === undefined ? 0 : acceptedAt + idempotency.keepMs;
    scheduler.announce(run.route);
    this.#underWay += 1;
    try {
      const text = command.text ?? json.stringify(command.input) ?? "null";
      run.input = { value: command.input, size: text.length };
      const first = await store.write([
        [
          "accept",
          run.seq,
          token,
          run.route,
          build,
          run.lane ?? null,
          acceptedAt,
          idempotency?.key ?? null,
          keepUntil,
          keys,
          text,
          command.latest?.by ?? null,
        ],
        ...also,
      ]);
      if (first === "stale") {
        scheduler.withdraw(run.route);
        return { run: run.id, outcome: "stale" };
      }
      if (first !== null) {
        scheduler.withdraw(run.route);
        return { run: first, outcome: "duplicate" };
      }
    } catch (error) {
      scheduler.withdraw(run.route);
      throw this.#refusal(error);
    } finally {
      this.#underWay -= 1;
    }
    crashPoint("accepted");
    scheduler.enqueue(run);
    return new AcceptedRun(run);
  }

  /** Where the disk is the trouble the caller is to come back later, and the operator is told on standard error, once a minute. */
  #refusal(error: unknown): unknown {
    if (!(error instanceof StoreError) || error.code === "refused") return error;
    const now = performance.now();
    if (error.code !== "closed" && now - this.#warnedAt > warnEveryMs) {
      this.#warnedAt = now;
      process.emitWarning(error.message, { code: `WAYBILL_STORE_${error.code.toUpperCase()}` });
    }
    return new Busy(storeRetryMs, "The store takes no message now.", { cause: error });
  }
}

class AcceptedRun implements Accepted {
  readonly outcome = "accepted";
  readonly #run: LiveRun;

  constructor(run: LiveRun) {
    this.#run = run;
  }

  get run(): string {
    return this.#run.id;
  }

  /** Made when asked for: asynchronous routes never ask. */
  get answered(): Promise<Answer> {
    return this.#run.answered();
  }
}
