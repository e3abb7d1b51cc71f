import type { Api } from "../../campaign/victim/api.ts";
import { Receiver } from "../../campaign/world/receiver.ts";
import type { Subject } from "../../campaign/world/subject.ts";
import { type Answer, type Given, type Value, Victim } from "../../campaign/world/victim.ts";
import type { Chance } from "../../simulation/chance.ts";
import { Disk } from "./disk.ts";

/** What is not as usual in a world. */
export interface WorldOptions {
  /** The name of a mistake to plant, or how that begins. */
  readonly plant?: string | undefined;
  /** How long an answer is waited for, milliseconds. */
  readonly patienceMs?: number | undefined;
  /** How long a process may take until it serves or ends, milliseconds. */
  readonly startMs?: number | undefined;
}

const program = new URL("../victim/main.ts", import.meta.url);

/**
 * What outlives the engine's process: disk, clock, the outside system, and what was seen of it all. Owns: which process lives.
 *
 * 1. At most one process serves at a time; `start` ends only when it serves or is gone.
 * 2. A process that ends when nobody meant it to is `wrong`, and so is an answer that is a mistake of the engine, and one that does not come.
 */
export class World implements Subject {
  readonly disk: Disk;
  readonly receiver: Receiver;
  readonly mayOvertake = false;
  readonly #address: string;
  readonly #options: WorldOptions;
  /** All that ever began. */
  readonly #lives: Victim[] = [];
  #victim: Victim | undefined;
  #wrong: string | undefined;
  #closed = false;
  offsetMs = 0;
  /** What is deployed. */
  build = 1;
  /** What the next process to start is told to kill itself at. */
  armed: string | undefined;
  /** By kind: what was done to it. */
  readonly counts = new Map<string, number>();

  private constructor(disk: Disk, receiver: Receiver, address: string, options: WorldOptions) {
    this.disk = disk;
    this.receiver = receiver;
    this.#address = address;
    this.#options = options;
    process.once("exit", this.#abandon);
  }

  static async make(chance: Chance, options: WorldOptions = {}): Promise<World> {
    const receiver = new Receiver(chance);
    return new World(new Disk(), receiver, await receiver.listen(), options);
  }

  get victim(): Victim {
    if (this.#victim === undefined) throw new Error("No process was started yet.");
    return this.#victim;
  }

  /** The round ends, well or not: nobody waits for an answer any more. */
  get isOver(): boolean {
    return this.#closed || this.wrong !== undefined;
  }

  get wrong(): string | undefined {
    return this.#wrong ?? this.#victim?.unexpected;
  }

  /** Where the process that lives will be killed. */
  get crashPoint(): string | undefined {
    return this.#victim?.arms?.split(":")[0];
  }

  get processes(): readonly Victim[] {
    return this.#lives.filter(({ alive }) => alive);
  }

  get said(): string {
    return this.#lives.map(({ said }) => said).join("");
  }

  get folder(): string {
    return this.disk.folder;
  }

  count(what: string, by = 1): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + by);
  }

  /** Somebody ended the campaign: nothing of it stays mounted. */
  readonly #abandon = (): void => this.disk.abandon();

  /** Another process on the same store. Its predecessor is gone. */
  async start(crashAt = this.armed): Promise<Victim> {
    this.#wrong ??= this.#victim?.unexpected;
    this.#victim = await this.begin(crashAt);
    return this.#victim;
  }

  /** A process that nobody is sent to. */
  async begin(crashAt?: string): Promise<Victim> {
    if (this.#closed) throw new Error("The round is over.");
    const { plant, patienceMs, startMs } = this.#options;
    const env = {
      STORE: this.disk.store,
      RECEIVER: this.#address,
      CLOCK_OFFSET: String(this.offsetMs),
      BUILD: `build-${this.build}`,
      ...(plant === undefined ? {} : { PLANT: plant }),
    };
    const { folder } = this;
    const victim = await Victim.start({ program, env, folder, crashAt, patienceMs, startMs });
    this.#lives.push(victim);
    return victim;
  }

  async kill(): Promise<void> {
    this.#wrong ??= this.#victim?.unexpected;
    await this.#victim?.kill();
  }

  async ask<Name extends keyof Api>(name: Name, given?: Given<Name>): Promise<Answer<Value<Name>>> {
    const answer =
      this.#victim === undefined ? { kind: "gone" as const } : await this.#victim.ask(name, given);
    if (answer.kind === "refused" && answer.status === 500) this.#wrong ??= `${name}: ${answer.text}`;
    if (answer.kind === "silent")
      this.#wrong ??= `${name}: nothing was answered for ${answer.forMs / 1_000} s`;
    return answer;
  }

  async setClock(offsetMs: number): Promise<void> {
    this.offsetMs = offsetMs;
    await this.ask("clock", { offsetMs });
  }

  async close(keep: boolean): Promise<void> {
    this.#closed = true;
    this.receiver.close();
    await Promise.all(this.processes.map((one) => one.kill()));
    this.disk.close(keep);
    process.off("exit", this.#abandon);
  }
}
