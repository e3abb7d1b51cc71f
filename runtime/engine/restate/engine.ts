import type { EventBroker, Inbox } from "../../events/broker.ts";
import type { Events } from "../../events/port.ts";
import type { AcceptCommand, Accepted, Engine, Notes, PersonalData, Program } from "../port.ts";
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
import type { SharedStore } from "../store/shared-port.ts";
import { Answers } from "./answers.ts";
import { restateCapabilities } from "./capabilities.ts";
import { isAnyDue } from "./due.ts";
import { Endpoint } from "./endpoint.ts";
import { Intake } from "./intake.ts";
import { Kicks } from "./kicks.ts";
import { LogWatch } from "./log-watch.ts";
import { Mover } from "./mover.ts";
import type { RestateSettings } from "./settings.ts";
import { SharedBacklog } from "./shared-backlog.ts";
import { SharedMovement } from "./shared-movement.ts";
import { Sweep } from "./sweep.ts";

export interface RestateOptions {
  readonly store: SharedStore;
  readonly restate: RestateSettings;
  /** Default: the machine's. Restate goes by the machine's in any case: what is to move later by another clock it is told then. */
  readonly clock?: Clock;
  readonly random?: Random;
  readonly json?: JsonCodec;
  /** Runs waiting or under way, of all replicas, before `accept` answers `Busy`. Default 10,000. */
  readonly backlog?: number;
  /** How long a route's oldest run may wait for its turn before `accept` answers `Busy`, milliseconds. Default: no limit. */
  readonly backlogAgeMs?: number;
  readonly history?: History;
  readonly personal?: PersonalData;
  /** The database was put back from a copy, which is not noticed here. Each text counts once, such as the day, and is said to every replica. */
  readonly putBack?: string;
  /**
   * Where routes take their events from, and events from outside go to. What runs publish and wait for stands in the store's log in any
   * case. Default: that log.
   */
  readonly broker?: (around: { readonly inbox: Inbox; readonly notes: Notes }) => EventBroker;
}

/** Many replicas, one store, and Restate, which says what moves where and when. This file only puts the parts together. */
export class RestateEngine extends Desk implements Engine {
  readonly capabilities = restateCapabilities;
  readonly events: Events;
  readonly schedules: Tickers;
  readonly #store: SharedStore;
  readonly #clock: Clock;
  readonly #mover: Mover;
  readonly #kicks: Kicks;
  readonly #endpoint: Endpoint;
  readonly #intake: Intake;
  readonly #admission: Admission;
  readonly #answers: Answers;
  readonly #backlog: SharedBacklog;
  readonly #sweep: Sweep;
  readonly #watch: LogWatch;
  readonly #correlation: Correlation;
  readonly #groups: Groups;
  readonly #broker: EventBroker | undefined;
  readonly #putBack: string | undefined;
  readonly #detach: () => void;
  #serving = false;

  constructor(options: RestateOptions) {
    const { store, random = new RealRandom(), json = plainJson } = options;
    const clock: Clock = options.clock ?? new RealClock();
    const kicks = new Kicks(options.restate, () => this.#endpoint.registration.again(), options.clock);
    const log = new EventLog(store, json, clock);
    const answers = new Answers(store, json, (seq) => mover.held(seq) !== undefined);
    const backlog = new SharedBacklog(store, clock, () => mover.routes);
    const mover: Mover = new Mover({
      store,
      kicks,
      clock,
      random,
      json,
      expect: (type, key) => this.#correlation.expect(type, key),
      published: (type) => log.published(type),
      taken: (run) => void run.answered().then((answer) => answers.give(run.seq, answer)),
      left: ({ route }, outcome) => {
        if (outcome === "over") backlog.ended(route);
      },
    });
    const { timers } = mover;
    const movement = new SharedMovement({ store, clock, kicks, mover, backlog });
    super({
      store,
      shared: true,
      clock,
      json,
      timers,
      random,
      movement,
      history: options.history,
      personal: options.personal,
      broker: () => this.#broker,
      isMoving: ({ seq, held }) => held === 1 || mover.held(seq) !== undefined,
    });
    this.#store = store;
    this.#clock = clock;
    this.#putBack = options.putBack;
    this.#mover = mover;
    this.#kicks = kicks;
    this.#answers = answers;
    this.#backlog = backlog;
    this.#endpoint = new Endpoint(options.restate, (target, signal) => mover.move(target, signal));
    this.#sweep = new Sweep(store, kicks, clock, () => mover.routes);
    this.#correlation = new Correlation({
      store,
      shared: true,
      log,
      call: (seq) => movement.call(seq),
      later: (told) => void timers.add(clock.now() + retryMs, told),
    });
    this.#watch = new LogWatch(store, log, () => this.#correlation.start());
    this.#intake = new Intake({ store, clock, random, json, kicks, answers, backlog });
    this.#admission = new Admission(backlog, options, random);
    const feeding: Feeding = {
      store,
      clock,
      intake: this.#intake,
      timers,
      room: (route) => this.#admission.room(route),
      whenRoom: (told) => backlog.whenFreed(told),
    };
    this.#groups = new Groups({ ...feeding, log, shared: true });
    this.#broker = options.broker?.({ inbox: this, notes: this.notes });
    this.events = this.#broker ?? this.#groups;
    this.schedules = new Tickers(feeding);
    this.#detach = clock.attach?.(() => this.settled()) ?? (() => undefined);
  }

  async serve(build: string, programs: readonly Program[]): Promise<void> {
    this.build = build;
    await this.retention.serve(programs);
    if (this.#broker === undefined) await this.#groups.serve(build, programs);
    if (!this.#serving) {
      this.#serving = true;
      this.#mover.putBackUpTo = await putBackUpTo(this.#store, this.#clock.now(), this.#putBack);
      await this.#correlation.start();
      this.retention.start();
      this.erasure.start();
    }
    this.#admission.serve(programs);
    await keepGraphs(this.#store, build, programs, false);
    await this.schedules.serve(build, programs);
    this.#mover.serve(build, programs);
    // Before runs move: what they publish is for these groups too.
    await this.#broker?.serve(
      programs.flatMap(({ route, consumes }) => (consumes ? [{ name: route, consumption: consumes }] : [])),
    );
    await this.#endpoint.serve(programs);
    this.#backlog.start();
    this.#watch.start();
    this.#sweep.start();
    this.#groups.start();
    this.schedules.start();
  }

  async accept(command: AcceptCommand): Promise<Accepted> {
    if (!this.#mover.serves(command.route)) throw new Error(`No route ${command.route} is served.`);
    this.#admission.admit(command);
    return this.#intake.accept(command, this.build);
  }

  async backlog(): ReturnType<Engine["backlog"]> {
    const { routes, paused } = await this.#store.read("backlog", this.#mover.routes);
    const now = this.#clock.now();
    const ageOf = (at: number): number => Math.max(now - at, 0);
    const running = routes.reduce((sum, { held }) => sum + held, 0);
    return {
      waiting: routes.reduce((sum, { runs }) => sum + runs, 0) - running,
      running,
      paused,
      oldestMs: Math.max(0, ...routes.map(({ oldestAt }) => ageOf(oldestAt))),
      routes: routes.map(({ route, runs, oldestAt }) => ({ route, runs, oldestMs: ageOf(oldestAt) })),
    };
  }

  async settled(): Promise<void> {
    const mover = this.#mover;
    const parts = [this.#kicks, this.#intake, this.#groups, this.schedules, this.#correlation, this.erasure];
    // Two looks in a row with nothing between, since Restate calls when it likes.
    for (let seen = -1; ; ) {
      await settled(
        () => mover.standstill,
        () => parts.some(({ busy }) => busy),
      );
      await this.#answers.look();
      const { progress } = mover.standstill;
      if (await this.#isAnyDue()) await new Promise((resolve) => setTimeout(resolve, 5));
      else if (progress === seen) return;
      else seen = progress;
    }
  }

  async #isAnyDue(): Promise<boolean> {
    if (this.#kicks.awaitsClock) return false;
    const { routes } = this.#mover;
    return isAnyDue(this.#store, routes, this.#clock.now(), (seq) => this.#mover.held(seq) !== undefined);
  }

  async close({ drainMs }: { readonly drainMs: number }): Promise<void> {
    this.#detach();
    this.#backlog.stop();
    this.#answers.stop();
    await Promise.all([
      this.#groups.stop(),
      this.#broker?.close(),
      this.schedules.stop(),
      this.#watch.stop(),
      this.#correlation.stop(),
      this.closeDesk(),
    ]);
    await Promise.all([this.#mover.drain(drainMs), this.#sweep.stop()]);
    await this.#endpoint.close();
    await this.#kicks.close();
    await this.#store.close();
  }
}
