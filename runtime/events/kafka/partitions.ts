import type { Notes } from "../../engine/port.ts";

const area = "events.partitions";

/**
 * How many partitions topics had when somebody last looked, in the engine's notes. More of them send a subject's events to another
 * partition than those before, and nothing keeps the two in order: whoever runs the process must know that it happened.
 */
export class Partitions {
  readonly #notes: Notes;
  readonly #trouble: (message: string) => void;

  constructor(notes: Notes, trouble: (message: string) => void) {
    this.#notes = notes;
    this.#trouble = trouble;
  }

  /** Tells it where there are more than there were: one replica does. Fewer are what a replica saw a while ago. */
  async counted(topic: string, count: number): Promise<void> {
    const known = (await this.#notes.read(area)).get(topic);
    if (known !== undefined && count <= Number(known)) return;
    await this.#notes.write(area, topic, String(count));
    if (known === undefined) return;
    this.#trouble(
      `${topic} has ${count} partitions, and had ${known}: events published since may be worked before earlier ones of the same subject that were not taken yet.`,
    );
  }
}
