import type {
  AcceptCommand,
  Accepted,
  BulkOrder,
  BulkProgress,
  Capabilities,
  DeadLetter,
  DeadLetterFilter,
  Decision,
  Engine,
  Erased,
  EraseOrder,
  Notes,
  PersonalData,
  Program,
  RedriveOptions,
  RunSummary,
  StepRecord,
} from "../port.ts";
import { keepGraphs } from "../run/builds.ts";
import { Bulk } from "../run/bulk.ts";
import { type Clock, RealClock } from "../run/clock.ts";
import { DeadLetters } from "../run/dead-letters.ts";
import { Erasure } from "../run/erasure/erasure.ts";
import { Groups } from "../run/events/groups.ts";
import { EventLog } from "../run/events/log.ts";
import { type Feeding, retryMs } from "../run/feeding.ts";
import { Interventions } from "../run/interventions.ts";
import { type JsonCodec, plainJson } from "../run/json-codec.ts";
import { putBackUpTo } from "../run/put-back.ts";
import { Queries } from "../run/queries.ts";
import { type Random, RealRandom } from "../run/random.ts";
import { type History, Retention } from "../run/retention.ts";
import { Tickers } from "../run/schedules/tickers.ts";
import { Correlation } from "../run/waits/correlation.ts";
import { decideApproval } from "../run/waits/decision.ts";
import type { Store } from "../store/port.ts";
import { Admission } from "./admission.ts";
import { Intake } from "./intake.ts";
import { recover } from "./recovery.ts";
import { Scheduler } from "./scheduler.ts";
import { settled } from "./settled.ts";

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

/** The embedded engine: one process, one store. This file only puts the parts together. */
export class EmbeddedEngine implements Engine {
  readonly capabilities: Capabilities = {
    embedded: true,
    takeover: "same-worker-id",
    pausedLane: "choice",
    idempotencyKeep: "exact",
    restartKeepsRunId: true,
  };
  readonly events: Groups;
  readonly schedules: Tickers;
  readonly notes: Notes = {
    read: async (area) => new Map(await this.#store.read("notes", area)),
    write: async (area, key, value) => {
      await this.#store.write([["note", area, key, value]]);
    },
  };
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #scheduler: Scheduler;
  readonly #intake: Intake;
  readonly #admission: Admission;
  readonly #letters: DeadLetters;
  readonly #bulk: Bulk;
  readonly #correlation: Correlation;
  readonly #interventions: Interventions;
  readonly #queries: Queries;
  readonly #retention: Retention;
  readonly #erasure: Erasure;
  readonly #detach: () => void;
  readonly #putBack: string | undefined;
  #build = "";
  #serving = false;

  constructor(options: EmbeddedOptions) {
    const { store, random = new RealRandom(), json = plainJson } = options;
    const clock: Clock = options.clock ?? new RealClock();
    this.#store = store;
    this.#putBack = options.putBack;
    this.#clock = clock;
    const log = new EventLog(store, json, clock);
    this.#correlation = new Correlation({
      store,
      log,
      call: (seq) => this.#scheduler.call(seq),
      later: (told) => void this.#scheduler.timers.add(clock.now() + retryMs, told),
    });
    this.#scheduler = new Scheduler({
      store,
      clock,
      random,
      json,
      active: options.active ?? 256,
      suspendAfterMs: options.suspendAfterMs ?? 5_000,
      published: (type) => log.published(type),
      expect: (type, key) => this.#correlation.expect(type, key),
    });
    this.#intake = new Intake({
      store,
      clock,
      random,
      json,
      scheduler: this.#scheduler,
    });
    const limits = {
      runs: options.backlog ?? 10_000,
      ageMs: options.backlogAgeMs ?? Number.POSITIVE_INFINITY,
    };
    this.#admission = new Admission(this.#scheduler.backlog, limits, random);
    const feeding: Feeding = {
      store,
      clock,
      intake: this.#intake,
      timers: this.#scheduler.timers,
      room: (route) => this.#admission.room(route),
      whenRoom: (told: () => void) => this.#scheduler.whenFreed(told),
    };
    this.events = new Groups({ ...feeding, log });
    this.schedules = new Tickers(feeding);
    this.#letters = new DeadLetters(store, this.#scheduler, clock, json);
    this.#bulk = new Bulk(store, this.#letters, clock, this.#scheduler.timers);
    this.#queries = new Queries(store, ({ seq }) => this.#scheduler.isMoving(seq), json);
    this.#interventions = new Interventions({
      store,
      movement: this.#scheduler,
      clock,
      json,
      build: () => this.#build,
    });
    this.#retention = new Retention(store, clock, options.history ?? {});
    this.#erasure = new Erasure({ store, clock, json, letters: this.#letters, personal: options.personal });
    this.#detach = clock.attach?.(() => this.settled()) ?? (() => undefined);
  }

  async serve(build: string, programs: readonly Program[]): Promise<void> {
    this.#build = build;
    if (!this.#serving) {
      this.#serving = true;
      this.#intake.startAfter(await this.#store.read("lastSeq"));
      // Before anything can be published.
      await this.events.serve(build, programs);
      await this.#correlation.start();
      this.#scheduler.putBackUpTo = await putBackUpTo(this.#store, this.#clock.now(), this.#putBack);
      await recover(this.#store, this.#scheduler, this.#clock.now());
      this.#retention.start();
      this.#erasure.start();
    } else await this.events.serve(build, programs);
    this.#admission.serve(programs);
    this.#retention.serve(programs);
    await keepGraphs(this.#store, build, programs);
    await this.schedules.serve(build, programs);
    this.#scheduler.serve(build, programs);
    this.events.start();
    this.schedules.start();
  }

  async accept(command: AcceptCommand): Promise<Accepted> {
    if (!this.#scheduler.serves(command.route)) throw new Error(`No route ${command.route} is served.`);
    this.#admission.admit(command);
    return this.#intake.accept(command, this.#build);
  }

  run(id: string): Promise<RunSummary | undefined> {
    return this.#queries.run(id);
  }

  find(key: string, limit: number): Promise<readonly RunSummary[]> {
    return this.#queries.find(key, limit);
  }

  history(run: string): Promise<readonly StepRecord[]> {
    return this.#queries.history(run);
  }

  deadLetters(query: Parameters<Engine["deadLetters"]>[0]): Promise<readonly DeadLetter[]> {
    return this.#letters.list(query);
  }

  deadLetter(id: string): Promise<DeadLetter | undefined> {
    return this.#letters.get(id);
  }

  redrive(id: string, how: RedriveOptions): Promise<string> {
    return this.#letters.redrive(id, how, this.#build);
  }

  discard(id: string, decision: Decision): Promise<void> {
    return this.#letters.discard(id, decision);
  }

  bulk(filter: DeadLetterFilter, order: BulkOrder): Promise<BulkProgress> {
    return this.#bulk.start(filter, order, () => this.#build);
  }

  bulkProgress(id: string): BulkProgress | undefined {
    return this.#bulk.progress(id);
  }

  decide(run: string, step: string, decision: Parameters<Engine["decide"]>[2]): ReturnType<Engine["decide"]> {
    const around = { store: this.#store, clock: this.#clock, movement: this.#scheduler };
    return decideApproval(around, run, step, decision);
  }

  approvals(query: Parameters<Engine["approvals"]>[0]): ReturnType<Engine["approvals"]> {
    return this.#queries.approvals(query);
  }

  cancel(run: string, how: Parameters<Engine["cancel"]>[1]): Promise<void> {
    return this.#interventions.cancel(run, how);
  }

  pause(run: string, decision: Decision): Promise<void> {
    return this.#interventions.pause(run, decision);
  }

  resume(run: string, decision: Decision): Promise<void> {
    return this.#interventions.resume(run, decision);
  }

  restart(run: string, how: Parameters<Engine["restart"]>[1]): Promise<void> {
    return this.#interventions.restart(run, how);
  }

  erase(order: EraseOrder): Promise<Erased> {
    return this.#erasure.erase(order);
  }

  runs(query: Parameters<Engine["runs"]>[0]): ReturnType<Engine["runs"]> {
    return this.#queries.list(query);
  }

  audit(query: Parameters<Engine["audit"]>[0]): ReturnType<Engine["audit"]> {
    return this.#queries.audit(query);
  }

  async openDeadLetters(): ReturnType<Engine["openDeadLetters"]> {
    const rows = await this.#store.read("openDeadLetters");
    return rows.map(({ route, owner, count }) => ({ route, count, ...(owner === null ? {} : { owner }) }));
  }

  async backlog(): ReturnType<Engine["backlog"]> {
    const { oldest } = this.#scheduler;
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
      this.#scheduler,
      () =>
        this.#intake.underWay > 0 ||
        this.events.busy ||
        this.schedules.busy ||
        this.#correlation.busy ||
        this.#erasure.busy,
    );
  }

  async close(options: { readonly drainMs: number }): Promise<void> {
    this.#detach();
    this.#retention.stop();
    this.#bulk.stop();
    await Promise.all([
      this.events.stop(),
      this.schedules.stop(),
      this.#correlation.stop(),
      this.#erasure.stop(),
    ]);
    await this.#scheduler.drain(options.drainMs);
    await this.#store.close();
  }
}
