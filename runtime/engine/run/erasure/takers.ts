import type { Outlying } from "../../../events/broker.ts";
import type { EraseOrder } from "../../port.ts";
import type { ConsumerRow, EventRow } from "../../store/port.ts";
import type { FoundRun } from "./found.ts";

/** An order as it stands in the store. */
export interface StandingOrder extends EraseOrder {
  /** What was on the broker when it was tried first. */
  readonly seen?: Seen | undefined;
}

interface Seen {
  /** Up to which position the store's log was carried there, and which runs there were. */
  readonly position: number;
  readonly run: number;
  /** Where the log of each type ended. */
  readonly ends: Readonly<Record<string, string>>;
}

export interface TakersOptions {
  /** Served groups of the store's own log; `*` takes all types, to carry them to a broker. */
  readonly groups: readonly ConsumerRow[];
  readonly broker: Outlying | undefined;
  readonly found: readonly FoundRun[];
  readonly before: Seen | undefined;
}

/**
 * Whether all who take the events of a run have done so. One for each try of an order: a type is asked about once.
 *
 * What a group has yet to take on a broker it will take whole, after an erasure found the runs. So an order waits until every group is
 * past the place where the log ended when all that it is about stood there: that place is kept, for on a busy log no group is ever
 * at the end.
 */
export class Takers {
  readonly #options: TakersOptions;
  /** Whether what was seen before is of all that is found now. */
  readonly #covered: Seen | undefined;
  readonly #ends: Map<string, string>;
  readonly #asked = new Map<string, Promise<string | undefined>>();

  constructor(options: TakersOptions) {
    const { before, found } = options;
    this.#options = options;
    const covers =
      before !== undefined &&
      found.every(
        ({ row, events }) =>
          row.seq <= before.run && events.every(({ position }) => position <= before.position),
      );
    this.#covered = covers ? before : undefined;
    this.#ends = new Map(Object.entries(this.#covered?.ends ?? {}));
  }

  /** Why the run's events are not yet all taken, for people. */
  async missing({ events, types }: FoundRun): Promise<string | undefined> {
    const { groups } = this.#options;
    const behind = groups.find((group) => events.some((event) => isBehind(group, event)));
    if (behind !== undefined)
      return behind.type === "*"
        ? "its event has not gone out to the broker yet"
        : `${behind.name} has not taken its event yet`;
    for (const type of types) {
      const why = await this.#onBroker(type);
      if (why !== undefined) return why;
    }
    return undefined;
  }

  /** For the next try. Undefined where there is no broker. */
  get seen(): Seen | undefined {
    const { broker, groups, found } = this.#options;
    if (broker === undefined) return undefined;
    const ends = Object.fromEntries(this.#ends);
    if (this.#covered !== undefined) return { ...this.#covered, ends };
    return {
      position: groups.find(({ type }) => type === "*")?.position ?? 0,
      run: Math.max(...found.map(({ row }) => row.seq)),
      ends,
    };
  }

  #onBroker(type: string): Promise<string | undefined> {
    const known = this.#asked.get(type) ?? this.#ask(type);
    this.#asked.set(type, known);
    return known;
  }

  async #ask(type: string): Promise<string | undefined> {
    const { broker } = this.#options;
    if (broker === undefined) return undefined;
    try {
      const { end, group } = await broker.untaken(type, this.#ends.get(type));
      this.#ends.set(type, end);
      return group === undefined ? undefined : `${group} may not have taken its event yet`;
    } catch (error) {
      return `nobody knows whether its event was taken: ${error instanceof Error ? error.message : String(error)}`;
    }
  }
}

function isBehind(group: ConsumerRow, { type, seq, position }: EventRow): boolean {
  // What came from outside came by the broker.
  return position > group.position && (group.type === "*" ? seq !== null : group.type === type);
}
