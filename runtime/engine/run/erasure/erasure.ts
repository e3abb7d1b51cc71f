import { createHash } from "node:crypto";
import type { Outlying } from "../../../events/broker.ts";
import { crashPoint } from "../../crash-point.ts";
import { EngineRefusal, type Erased, type EraseOrder, type PersonalData } from "../../port.ts";
import type { EventRow, RunRow, Store, Write } from "../../store/port.ts";
import { runId } from "../../store/run-id.ts";
import type { Clock } from "../clock.ts";
import type { DeadLetters } from "../dead-letters.ts";
import { type JsonCodec, readable } from "../json-codec.ts";
import { type FoundRun, follow } from "./found.ts";
import { eventWithout, runWithout } from "./rewriting.ts";
import { type StandingOrder, Takers } from "./takers.ts";

export interface ErasureOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly json: JsonCodec;
  readonly letters: DeadLetters;
  /** Absent: nobody says what is personal, and nothing is erased. */
  readonly personal: PersonalData | undefined;
  /** Where events go that are not kept in the store alone. */
  readonly broker: () => Outlying | undefined;
}

/** Where orders stand that are not carried out to the end. */
const area = "erasure";
const everyMs = 60 * 60 * 1_000;

/**
 * Takes what is personal out of what is kept, by a business key. Owns: orders, and how far each is.
 *
 * 1. Nothing is taken from a run that is not over: what it still does, it would do with holes in it. Its order stands, durably, and is
 *    tried again every hour, and when a process starts, until the run is over.
 * 2. A dead letter that is open is discarded first where the order says so, else it is as a run that is not over: a redrive of holes
 *    is worse than none.
 * 3. An order outlives the process. What can be done of it is done in one commit: what finds the runs and the events, each by another,
 *    goes with them.
 * 4. Each time something was done there is an audit record, without a personal value in it.
 * 5. An event that a group has not taken yet is not touched: the group would take holes, or, on a broker, what is whole.
 * 6. What is on a broker is not reached, and that is said: in the answer and in the audit.
 */
export class Erasure {
  readonly #options: ErasureOptions;
  #cancel: () => void = () => undefined;
  #stopped = false;
  #working: Promise<unknown> = Promise.resolve();
  #resuming: Promise<void> | undefined;

  constructor(options: ErasureOptions) {
    this.#options = options;
  }

  /** Takes up what an earlier process left, at once. After the groups of this build are known, which keep events. */
  start(): void {
    if (this.#options.personal !== undefined) this.#resume();
  }

  /** Something happens without the clock. */
  get busy(): boolean {
    return this.#resuming !== undefined;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel();
    await this.#resuming;
    await this.#working.catch(() => undefined);
  }

  /** One after the other: two orders may mean the same run. */
  erase(order: EraseOrder): Promise<Erased> {
    const erased = this.#working.catch(() => undefined).then(() => this.#erase(order));
    this.#working = erased;
    return erased;
  }

  async #erase(order: EraseOrder): Promise<Erased> {
    const { store, json, personal } = this.#options;
    if (personal === undefined)
      throw new EngineRefusal("conflict", "This engine was not told what is personal.");
    const { key, dryRun = false } = order;
    const found = await follow(store, key, json, personal);
    if (found.length === 0) throw new EngineRefusal("unknown", "No run is found by this key.");
    const stood = new Map(await store.read("notes", area)).get(key);
    // As it is written below.
    const before = stood === undefined ? undefined : (JSON.parse(stood) as StandingOrder).seen;
    const stand = (seen: StandingOrder["seen"]) =>
      store.write([["note", area, key, JSON.stringify({ ...order, seen } satisfies StandingOrder)]]);
    // Kept until nothing is left: a process that dies now goes on with it.
    if (!dryRun) {
      await stand(before);
      crashPoint("erasure-ordered");
    }
    const takers = await this.#takers(found, before);
    const { over, left } = await this.#parted(found, order, takers);
    const erased: Erased = {
      dryRun,
      runs: over.map(({ row }) => idOf(row)),
      events: eventsOf(over).length,
      left,
      kept: await this.#kept(found, personal),
    };
    if (dryRun) return erased;
    if (left.length > 0 && takers.seen !== undefined) await stand(takers.seen);
    await this.#replace(over, erased, order, personal);
    await store.read("checkpoint");
    return erased;
  }

  async #takers(found: readonly FoundRun[], before: StandingOrder["seen"]): Promise<Takers> {
    const { store, broker } = this.#options;
    const groups = (await store.read("consumers")).filter(({ served }) => served === 1);
    return new Takers({ groups, broker: broker(), found, before });
  }

  async #kept(found: readonly FoundRun[], personal: PersonalData): Promise<Erased["kept"]> {
    const types = [...new Set(found.flatMap((run) => [...run.types]))].filter((type) => personal.holds(type));
    return (await this.#options.broker()?.places(types.toSorted())) ?? [];
  }

  async #parted(
    found: readonly FoundRun[],
    order: EraseOrder,
    takers: Takers,
  ): Promise<{ readonly over: readonly FoundRun[]; readonly left: Erased["left"] }> {
    const over: FoundRun[] = [];
    const left: Erased["left"][number][] = [];
    for (const run of found) {
      const why = (await takers.missing(run)) ?? (await this.#notYet(run.row, order));
      if (why === undefined) over.push(run);
      else left.push({ run: idOf(run.row), route: run.row.route, reason: why });
    }
    return { over, left };
  }

  async #notYet(row: RunRow, { discard = false, dryRun = false, by, reason }: EraseOrder) {
    if (row.state === null) return "it is under way";
    if (row.state === "done" || row.state === "cancelled") return undefined;
    const letter = await this.#options.store.read("openLetter", row.seq);
    if (letter === undefined) return `it is ${row.state}`;
    if (!discard) return `its dead letter ${letter} is open`;
    if (!dryRun) await this.#options.letters.discard(String(letter), { by, reason });
    return undefined;
  }

  async #replace(
    over: readonly FoundRun[],
    { left, kept }: Erased,
    { key, by, reason }: EraseOrder,
    personal: PersonalData,
  ): Promise<void> {
    const { store, clock, json } = this.#options;
    const all = over.flatMap(({ row, input }) => personal.values(row.route, readable(input, json)));
    const values = [...new Set(all)].toSorted((one, other) => other.length - one.length);
    const redaction = { personal, values, json };
    const events = eventsOf(over).map((event) => eventWithout(event, redaction));
    const counted = `${over.length} runs, ${events.length} events${kept.map(toldOf).join("")}`;
    const writes: Write[] = [["overwrite"], ...events];
    for (const { row, input } of over) {
      const [steps, letters] = await Promise.all([
        store.read("steps", row.seq),
        store.read("lettersOf", row.seq),
      ]);
      writes.push(...runWithout({ row, input, steps, letters }, redaction));
    }
    const said = personal.without(`${counted}: ${reason}`, values);
    if (over.length > 0) writes.push(["audit", clock.now(), "erase", subjectOf(key, values), by, said]);
    if (left.length === 0) writes.push(["note", area, key, null]);
    await store.write(writes);
    crashPoint("erased");
  }

  #resume(): void {
    // What the store refuses now is tried again in an hour.
    this.#resuming = this.#again()
      .catch(() => undefined)
      .finally(() => {
        this.#resuming = undefined;
        this.#later();
      });
  }

  #later(): void {
    if (this.#stopped) return;
    const { clock } = this.#options;
    this.#cancel = clock.timer(clock.now() + everyMs, () => this.#resume());
  }

  async #again(): Promise<void> {
    const { store } = this.#options;
    for (const [key, text] of await store.read("notes", area)) {
      if (this.#stopped) return;
      try {
        // As `#erase` wrote it.
        await this.erase(JSON.parse(text) as EraseOrder);
      } catch (error) {
        if (!(error instanceof EngineRefusal) || error.code !== "unknown") continue;
        // History took the last of it.
        await store.write([["note", area, key, null]]);
      }
    }
  }
}

/** In the audit's words. */
function toldOf({ place, until, reason }: Erased["kept"][number]): string {
  const how =
    until === undefined ? `, ${reason ?? ""}` : ` until ${new Date(until).toISOString()} at the latest`;
  return `; ${place} keeps its events${how}`;
}

/** Who knows the key can find the record; who reads the record does not learn it, where the key is personal itself. */
function subjectOf(key: string, values: readonly string[]): string {
  return values.some((value) => key.includes(value))
    ? `sha256:${createHash("sha256").update(key).digest("hex")}`
    : key;
}

/** Each once: two runs may have been started by one. */
function eventsOf(runs: readonly FoundRun[]): readonly EventRow[] {
  return [...new Map(runs.flatMap(({ events }) => events.map((event) => [event.position, event]))).values()];
}

function idOf({ seq, token }: RunRow): string {
  return runId(seq, token);
}
