import { EmbeddedEngine } from "../../runtime/engine/embedded/index.ts";
import { StoreError } from "../../runtime/engine/store/port.ts";
import type { Chance } from "./chance.ts";
import { MachineClock, ProcessClock } from "./clock.ts";
import { Disk } from "./disk.ts";
import { Network } from "./network.ts";
import { Operator } from "./operator.ts";
import { programs } from "./programs.ts";

/** One life of the engine's process. */
export interface Process {
  readonly engine: EmbeddedEngine;
  readonly clock: ProcessClock;
  /** It has taken up what was left, and accepts. */
  ready: boolean;
  /** The disk was full, and it gave up: somebody starts another. */
  ended: boolean;
}

/** The machine that processes start and die on, with its clock, its disk and its network. */
export class Machine {
  readonly clock = new MachineClock();
  readonly network = new Network();
  readonly disk: Disk;
  readonly #chance: Chance;
  readonly operator = new Operator(this);
  process: Process;
  crashes = 0;
  /** What somebody outside saw that must not be. */
  wrong: Error | undefined;

  private constructor(disk: Disk, chance: Chance) {
    this.disk = disk;
    this.#chance = chance;
    this.process = this.#start();
  }

  static async make(chance: Chance): Promise<Machine> {
    return new Machine(await Disk.make(), chance);
  }

  /** Kills the process where it stands, and starts another. */
  crash(): void {
    this.crashes += 1;
    this.#kill();
    this.process = this.#start();
  }

  /** From now on nothing goes wrong any more. */
  calm(): void {
    this.disk.full = false;
    this.network.calm = true;
  }

  async close(): Promise<void> {
    this.#kill();
    await this.disk.close();
  }

  #kill(): void {
    this.process.clock.kill();
    this.disk.drop();
    this.network.drop();
  }

  #start(): Process {
    const clock = new ProcessClock(this.clock);
    const engine = new EmbeddedEngine({
      store: this.disk.open(),
      clock,
      random: this.#chance.branch(),
      active: 2,
      suspendAfterMs: 1_000,
    });
    const process: Process = { engine, clock, ready: false, ended: false };
    engine.serve("build", programs(this.network)).then(
      () => (process.ready = true),
      (error: unknown) => {
        if (error instanceof StoreError) process.ended = true;
        else this.wrong ??= error as Error;
      },
    );
    return process;
  }
}
