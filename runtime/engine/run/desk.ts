import type { Outlying } from "../../events/broker.ts";
import type {
  BulkOrder,
  BulkProgress,
  DeadLetter,
  DeadLetterFilter,
  Decision,
  Engine,
  Erased,
  EraseOrder,
  Notes,
  PersonalData,
  RedriveOptions,
  RunSummary,
  StepRecord,
} from "../port.ts";
import type { RunRow, Store } from "../store/port.ts";
import { Bulk } from "./bulk.ts";
import type { Clock } from "./clock.ts";
import { DeadLetters } from "./dead-letters.ts";
import { Erasure } from "./erasure/erasure.ts";
import { Interventions } from "./interventions.ts";
import type { JsonCodec } from "./json-codec.ts";
import type { Movement } from "./movement.ts";
import { Queries } from "./queries.ts";
import type { Random } from "./random.ts";
import { type History, Retention } from "./retention.ts";
import type { Timers } from "./timers.ts";
import { decideApproval } from "./waits/decision.ts";

export interface DeskOptions {
  readonly store: Store;
  /** Other services keep their runs in the same store. */
  readonly shared: boolean;
  readonly clock: Clock;
  readonly json: JsonCodec;
  readonly timers: Timers;
  readonly random: Random;
  readonly movement: Movement;
  /** How long what is over is kept. Default: for ever. */
  readonly history?: History | undefined;
  /** Without it nothing can be erased. */
  readonly personal?: PersonalData | undefined;
  /** Where events go that are not kept in the store alone. */
  readonly broker?: () => Outlying | undefined;
  /** Whether the run moves at this moment. */
  readonly isMoving: (row: RunRow) => boolean;
}

/** The part of the port that is about runs as the store has them. */
type Answered = Omit<
  Engine,
  "capabilities" | "events" | "schedules" | "serve" | "accept" | "backlog" | "settled" | "close"
>;

/**
 * What people ask about runs and do to them, the same for every engine on a store, which extends this. Owns: who answers which question.
 * Not: what moves runs (`Movement`).
 */
export abstract class Desk implements Answered {
  readonly notes: Notes = {
    read: async (area) => new Map(await this.#store.read("notes", area)),
    write: async (area, key, value) => {
      await this.#store.write([["note", area, key, value]]);
    },
  };
  protected readonly retention: Retention;
  protected readonly erasure: Erasure;
  /** That is served. */
  protected build = "";
  readonly #store: Store;
  readonly #around: { readonly store: Store; readonly clock: Clock; readonly movement: Movement };
  readonly #letters: DeadLetters;
  readonly #bulk: Bulk;
  readonly #interventions: Interventions;
  readonly #queries: Queries;

  constructor(options: DeskOptions) {
    const { store, clock, json, movement, personal, broker = () => undefined } = options;
    this.#store = store;
    this.#around = { store, clock, movement };
    this.#letters = new DeadLetters(store, movement, clock, json);
    this.#bulk = new Bulk({ ...options, letters: this.#letters });
    this.#queries = new Queries(store, options.isMoving, json);
    this.#interventions = new Interventions({ store, movement, clock, json, build: () => this.build });
    this.retention = new Retention(store, clock, options.history ?? {}, options.shared);
    this.erasure = new Erasure({ store, clock, json, letters: this.#letters, personal, broker });
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
    return this.#letters.redrive(id, how, this.build);
  }

  discard(id: string, decision: Decision): Promise<void> {
    return this.#letters.discard(id, decision);
  }

  bulk(filter: DeadLetterFilter, order: BulkOrder): Promise<BulkProgress> {
    return this.#bulk.start(filter, order, () => this.build);
  }

  bulkProgress(id: string): Promise<BulkProgress | undefined> {
    return this.#bulk.progress(id);
  }

  decide(run: string, step: string, decision: Parameters<Engine["decide"]>[2]): ReturnType<Engine["decide"]> {
    return decideApproval(this.#around, run, step, decision);
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
    return this.erasure.erase(order);
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

  /** Resolves when nothing is done any more that nobody asks for. */
  protected async closeDesk(): Promise<void> {
    this.retention.stop();
    this.#bulk.stop();
    await this.erasure.stop();
  }
}
