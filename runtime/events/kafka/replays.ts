import type { Notes } from "../../engine/port.ts";
import { type Offsets, offsetsOf, positionText } from "./position.ts";

const area = "events.replay";

/** A group was told to go back. */
export interface Replay {
  /** A part of the idempotency key of what it takes again. */
  readonly id: string;
  /** Where each partition goes on again. */
  readonly from: Offsets;
  /** Up to here, exclusive, each is taken again. */
  readonly until: Offsets;
  /** Partitions whose owner has gone back. */
  readonly begun: ReadonlySet<number>;
}

interface Written {
  readonly id: string;
  readonly from: string;
  readonly until: string;
  readonly by: string;
  readonly reason?: string;
}

/**
 * Replays that were ordered, in the engine's notes, where all replicas see them.
 *
 * A note is written before anybody goes back, and each partition's owner notes that it has: whoever becomes the owner meanwhile goes
 * back again, which accepts nothing twice, for the replay's id is the same.
 */
export class Replays {
  readonly #notes: Notes;

  constructor(notes: Notes) {
    this.#notes = notes;
  }

  async of(group: string): Promise<Replay | undefined> {
    const notes = await this.#notes.read(area);
    const text = notes.get(group);
    if (text === undefined) return undefined;
    const { id, from, until } = JSON.parse(text) as Written; // as `order` wrote it
    const begun = [...notes.keys()].flatMap((key) => {
      const [of, partition] = key.split("\n");
      return of === group && notes.get(key) === id ? [Number(partition)] : [];
    });
    return { id, from: offsetsOf(from), until: offsetsOf(until), begun: new Set(begun) };
  }

  async order(
    group: string,
    from: Offsets,
    until: Offsets,
    decision: { readonly by: string; readonly reason?: string },
  ): Promise<void> {
    const written: Written = {
      id: crypto.randomUUID(),
      from: positionText(from),
      until: positionText(until),
      by: decision.by,
      ...(decision.reason === undefined ? {} : { reason: decision.reason }),
    };
    await this.#notes.write(area, group, JSON.stringify(written));
  }

  async begun(group: string, partition: number, { id }: Replay): Promise<void> {
    await this.#notes.write(area, `${group}\n${partition}`, id);
  }
}
