import type { Chance } from "../../simulation/chance.ts";
import type { Api } from "../victim/api.ts";
import { Disk } from "./disk.ts";
import { Receiver } from "./receiver.ts";
import type { Subject } from "./subject.ts";
import { type Answer, type Given, type Value, Victim } from "./victim.ts";

const program = new URL("../victim/main.ts", import.meta.url);

/**
 * What outlives the engine's process: disk, clock, the outside system, and what was seen of it all. Owns: which process lives.
 *
 * 1. At most one process serves at a time; `start` ends only when it serves or is gone.
 * 2. A process that ends when nobody meant it to is `wrong`, and so is an answer that is a mistake of the engine.
 */
export class World implements Subject {
  readonly disk: Disk;
  readonly receiver: Receiver;
  readonly #address: string;
  readonly #plant: string | undefined;
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
  /** All that processes wrote to standard error. */
  said = "";

  private constructor(disk: Disk, receiver: Receiver, address: string, plant: string | undefined) {
    this.disk = disk;
    this.receiver = receiver;
    this.#address = address;
    this.#plant = plant;
    process.once("exit", this.#abandon);
  }

  static async make(chance: Chance, plant: string | undefined): Promise<World> {
    const receiver = new Receiver(chance);
    return new World(new Disk(), receiver, await receiver.listen(), plant);
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

  count(what: string, by = 1): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + by);
  }

  /** Somebody ended the campaign: nothing of it stays mounted or alive. */
  readonly #abandon = (): void => {
    this.#victim?.signal("SIGKILL");
    this.disk.abandon();
  };

  /** Another process on the same store. Its predecessor is gone. */
  async start(crashAt = this.armed): Promise<Victim> {
    this.#wrong ??= this.#victim?.unexpected;
    this.#victim = await this.begin(crashAt);
    return this.#victim;
  }

  /** A process that nobody is sent to. */
  begin(crashAt?: string): Promise<Victim> {
    const env = {
      STORE: this.disk.store,
      RECEIVER: this.#address,
      CLOCK_OFFSET: String(this.offsetMs),
      BUILD: `build-${this.build}`,
      ...(this.#plant === undefined ? {} : { PLANT: this.#plant }),
    };
    return Victim.start({ program, env, crashAt });
  }

  async kill(): Promise<void> {
    this.#wrong ??= this.#victim?.unexpected;
    await this.#victim?.kill();
    this.said += this.#victim?.said ?? "";
  }

  async ask<Name extends keyof Api>(name: Name, given?: Given<Name>): Promise<Answer<Value<Name>>> {
    const answer =
      this.#victim === undefined ? { kind: "gone" as const } : await this.#victim.ask(name, given);
    if (answer.kind === "refused" && answer.status === 500) this.#wrong ??= `${name}: ${answer.text}`;
    return answer;
  }

  async setClock(offsetMs: number): Promise<void> {
    this.offsetMs = offsetMs;
    await this.ask("clock", { offsetMs });
  }

  async close(keep: boolean): Promise<void> {
    this.#closed = true;
    process.off("exit", this.#abandon);
    await this.#victim?.kill();
    this.receiver.close();
    this.disk.close(keep);
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
