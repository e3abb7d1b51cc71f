import { openStore, type Store } from "../../runtime/engine/embedded/index.ts";
import { type Reads, StoreError, type Write } from "../../runtime/engine/store/port.ts";
import type { Chance } from "./chance.ts";

/** Something handed to the store. `carryOut` does it and answers how its caller learns of it. */
interface Asked {
  carryOut(): Promise<() => void>;
}

/**
 * The machine's disk, with a real store on it that outlives the processes, and the thread between it and them.
 *
 * 1. What is asked is carried out in the order of asking, when the history says so.
 * 2. An answer is told later than it is true, and in order. A process that dies between loses what was not carried out, whole
 *    groups of writes from the end, and hears of nothing more.
 * 3. While the disk is full it refuses what writes, and loses nothing it had.
 */
export class Disk {
  readonly #durable: Store;
  #asked: Asked[] = [];
  #untold: (() => void)[] = [];
  #life = 0;
  full = false;

  private constructor(durable: Store) {
    this.#durable = durable;
  }

  static async make(): Promise<Disk> {
    return new Disk(await openStore({ file: ":memory:" }));
  }

  get asked(): number {
    return this.#asked.length;
  }

  get untold(): number {
    return this.#untold.length;
  }

  /** What a process sees of it until it is killed. */
  open(): Store {
    const life = this.#life;
    const ask = <T>(work: () => Promise<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        if (life !== this.#life) return;
        this.#asked.push({
          carryOut: () =>
            work().then(
              (value) => () => resolve(value),
              (error: unknown) => () => reject(error),
            ),
        });
      });
    return {
      write: (operations: readonly Write[]) =>
        ask(async () => {
          if (this.full) throw new StoreError("full", "The disk is full.");
          return this.#durable.write(operations);
        }),
      read: <Name extends keyof Reads>(name: Name, ...given: Parameters<Reads[Name]>) =>
        ask(() => this.#durable.read(name, ...given)),
      close: () => Promise.resolve(),
    };
  }

  /** Carries out some of what was asked, as one commit would. */
  async work(chance: Chance): Promise<void> {
    const count = 1 + chance.below(this.#asked.length);
    for (const asked of this.#asked.splice(0, count)) this.#untold.push(await asked.carryOut());
  }

  tell(chance: Chance): void {
    const count = 1 + chance.below(this.#untold.length);
    for (const told of this.#untold.splice(0, count)) told();
  }

  /** The process that had it open is gone. */
  drop(): void {
    this.#life += 1;
    this.#asked = [];
    this.#untold = [];
  }

  /** As it is on the disk, past the queue: for whoever looks from outside. */
  read<Name extends keyof Reads>(
    name: Name,
    ...given: Parameters<Reads[Name]>
  ): Promise<ReturnType<Reads[Name]>> {
    return this.#durable.read(name, ...given);
  }

  close(): Promise<void> {
    return this.#durable.close();
  }
}
