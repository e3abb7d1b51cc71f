import type { AcceptCommand, Accepted, Capabilities, Engine, PersonalData, Program } from "../port.ts";
import { Admission } from "../run/admission.ts";
import { keepGraphs } from "../run/builds.ts";
import { type Clock, RealClock } from "../run/clock.ts";
import { Desk } from "../run/desk.ts";
import { Groups } from "../run/events/groups.ts";
import { EventLog } from "../run/events/log.ts";
import { type Feeding, retryMs } from "../run/feeding.ts";
import { type JsonCodec, plainJson } from "../run/json-codec.ts";
import { putBackUpTo } from "../run/put-back.ts";
import { type Random, RealRandom } from "../run/random.ts";
import type { History } from "../run/retention.ts";
import { Tickers } from "../run/schedules/tickers.ts";
import { settled } from "../run/settled.ts";
import { Correlation } from "../run/waits/correlation.ts";
import type { Store } from "../store/port.ts";
import { Intake } from "./intake.ts";
import { recover } from "./recovery.ts";
import { Scheduler } from "./scheduler.ts";

export interface EmbeddedOptions {
  readonly store: Store;
  readonly clock?: Clock;
  readonly random?: Random;
  readonly json?: JsonCodec;
  /** Runs whose programs move at a time. Default 256. */
  readonly active?: number;
  /** Runs waiting or under way before `accept` answers `Busy`. Default 10,000. */
  readonly backlog?: number;
  /** How long a route's oldest run may wait for its turn before `accept` answers `Busy`, milliseconds. Default: no limit. */
  readonly backlogAgeMs?: number;
  /** Waits longer than this leave memory, milliseconds. Default 5,000. */
  readonly suspendAfterMs?: number;
  /** How long what is over is kept. Default: for ever. */
  readonly history?: History;
  /** The store was put back from a copy that does not say so by itself. Each text counts once, such as the day. */
  readonly putBack?: string;
  /** Without it nothing can be erased. */
  readonly personal?: PersonalData;
}

export const embeddedCapabilities: Capabilities = {
  embedded: true,
  takeover: "same-worker-id",
  pausedLane: "choice",
  idempotencyKeep: "exact",
  restartKeepsRunId: true,
  laneOrder: "calls",
  heedsMs: 0,
  cancelsUnserved: "at-once",
  putBack: "noticed",
};

/** The embedded engine: one process, one store. This file only puts the parts together. */
export class EmbeddedEngine extends Desk implements Engine {
  readonly capabilities = embeddedCapabilities;
  readonly events: Groups;
  readonly schedules: Tickers;
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #scheduler: Scheduler;
  readonly #intake: Intake;
  readonly #admission: Admission;
  readonly #correlation: Correlation;
  readonly #detach: () => void;
  readonly #putBack: string | undefined;
  #serving = false;

  constructor(options: EmbeddedOptions) {
    const { store, random = new RealRandom(), json = plainJson } = options;
    const clock: Clock = options.clock ?? new RealClock();
    const log = new EventLog(store, json, clock);
    const scheduler = new Scheduler({
      store,
      clock,
      random,
      json,
      active: options.active ?? 256,
      suspendAfterMs: options.suspendAfterMs ?? 5_000,
      published: (type) => log.published(type),
      expect: (type, key) => this.#correlation.expect(type, key),
    });
    const { timers } = scheduler;
    super({
      store,
      shared: false,
      clock,
      json,
      timers,
      random,
      movement: scheduler,
      history: options.history,
      personal: options.personal,
      isMoving: ({ seq }) => scheduler.isMoving(seq),
    });
    this.#store = store;
    this.#putBack = options.putBack;
    this.#clock = clock;
    this.#scheduler = scheduler;
    this.#correlation = new Correlation({
      store,
      shared: false,
      log,
      call: (seq) => scheduler.call(seq),
      later: (told) => void timers.add(clock.now() + retryMs, told),
    });
    this.#intake = new Intake({ store, clock, random, json, scheduler });
    this.#admission = new Admission(scheduler.backlog, options, random);
    const feeding: Feeding = {
      store,
      clock,
      intake: this.#intake,
      timers,
      room: (route) => this.#admission.room(route),
      whenRoom: (told: () => void) => scheduler.population.whenFreed(told),
    };
    this.events = new Groups({ ...feeding, log, shared: false });
    this.schedules = new Tickers(feeding);
    this.#detach = clock.attach?.(() => this.settled()) ?? (() => undefined);
  }

  async serve(build: string, programs: readonly Program[]): Promise<void> {
    this.build = build;
    if (!this.#serving) {
      this.#serving = true;
      this.#intake.startAfter(await this.#store.read("lastSeq"));
      // Before anything can be published.
      await this.events.serve(build, programs);
      await this.#correlation.start();
      this.#scheduler.putBackUpTo = await putBackUpTo(this.#store, this.#clock.now(), this.#putBack);
      await recover(this.#store, this.#scheduler, this.#clock.now());
      this.retention.start();
      this.erasure.start();
    } else await this.events.serve(build, programs);
    this.#admission.serve(programs);
    await this.retention.serve(programs);
    await keepGraphs(this.#store, build, programs, true);
    await this.schedules.serve(build, programs);
    this.#scheduler.serve(build, programs);
    this.events.start();
    this.schedules.start();
  }

  async accept(command: AcceptCommand): Promise<Accepted> {
    if (!this.#scheduler.programs.has(command.route)) throw new Error(`No route ${command.route} is served.`);
    this.#admission.admit(command);
    return this.#intake.accept(command, this.build);
  }

  async backlog(): ReturnType<Engine["backlog"]> {
    const { oldest } = this.#scheduler.population;
    const { live, moving, paused } = this.#scheduler.counts;
    return {
      waiting: Math.max(live - moving, 0),
      running: moving,
      paused,
      oldestMs: oldest === undefined ? 0 : Math.max(this.#clock.now() - oldest, 0),
      routes: this.#scheduler.backlog.routes,
    };
  }

  settled(): Promise<void> {
    return settled(
      () => this.#scheduler.standstill,
      () =>
        this.#intake.underWay > 0 ||
        this.events.busy ||
        this.schedules.busy ||
        this.#correlation.busy ||
        this.erasure.busy,
    );
  }

  async close(options: { readonly drainMs: number }): Promise<void> {
    this.#detach();
    await Promise.all([
      this.events.stop(),
      this.schedules.stop(),
      this.#correlation.stop(),
      this.closeDesk(),
    ]);
    await this.#scheduler.drain(options.drainMs);
    await this.#store.close();
  }
}
