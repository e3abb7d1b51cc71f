import type { Connection } from "./connection.ts";

/**
 * The last position of the log of events, which every accept writes down, without a look at the table for each.
 *
 * This connection alone writes the log: who does tells `moved`, also where a transaction was rolled back.
 */
export class LogEnd {
  readonly #last: () => number;
  #position: number | undefined;

  constructor(database: Connection) {
    const last = database.prepare("SELECT coalesce(max(position), 0) AS position FROM events");
    this.#last = () => Number(last.get()?.["position"]);
  }

  position(): number {
    this.#position ??= this.#last();
    return this.#position;
  }

  moved(): void {
    this.#position = undefined;
  }
}
