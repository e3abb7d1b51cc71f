import { Chance } from "../simulation/chance.ts";
import type { Fault } from "./faults/fault.ts";
import { faults } from "./faults/index.ts";
import { crashes } from "./faults/kills.ts";
import { type Outcome, round } from "./round.ts";
import { Disk } from "./world/disk.ts";

export interface CampaignOptions {
  readonly seed: number;
  readonly rounds: number;
  readonly minutes: number;
  readonly plant: string | undefined;
  /** The only thing that goes wrong, by its name. */
  readonly fault: string | undefined;
  say(line: string): void;
}

/** Crash points of a round, which come in turn over the rounds; after every second of them something else goes wrong. */
const crashesInRound = 10;

/** How often the one fault that was asked for happens in a round. */
const sameInRound = 8;

/** Rounds, one after the other, and what they add up to. Owns: which fault is next. */
export class Campaign {
  readonly #options: CampaignOptions;
  readonly #totals = new Map<string, number>();
  #crashes: Fault[] = [];
  #others: Fault[] = [];

  constructor(options: CampaignOptions) {
    this.#options = options;
  }

  /** Whether nothing was broken. */
  async run(): Promise<boolean> {
    const { seed, rounds, minutes, plant, fault, say } = this.#options;
    const started = performance.now();
    const can = this.#possible();
    let played = 0;
    let broken: Outcome["broken"];
    say(`Campaign from seed ${seed}.`);
    while (played < rounds && performance.now() - started < minutes * 60_000 && broken === undefined) {
      const own = seed + played;
      const outcome = await round(own, this.#plan(new Chance(own), can), plant);
      played += 1;
      for (const [what, many] of outcome.counts) this.#totals.set(what, (this.#totals.get(what) ?? 0) + many);
      broken = outcome.broken;
      if (broken)
        say(
          `Seed ${own} is broken: ${broken.error.message}\n  Its folder: ${broken.folder}\n  Again: npm run campaign -- --rounds 1 --seed ${own}${fault === undefined ? "" : ` --fault "${fault}"`}`,
        );
    }
    const seconds = ((performance.now() - started) / 1_000).toFixed(0);
    say(`${played} rounds from seed ${seed} in ${seconds} s`);
    for (const [what, many] of [...this.#totals].toSorted(([one], [other]) => one.localeCompare(other)))
      say(`  ${String(many).padStart(7)} ${what}`);
    if (broken === undefined) say("        0 lost\n        0 twice");
    return broken === undefined;
  }

  #possible(): readonly Fault[] {
    const disk = new Disk();
    disk.close(false);
    if (disk.why === undefined) return faults;
    const left = faults.filter(({ mounts }) => mounts === true);
    this.#options.say(
      `SKIPPED: ${left.map(({ name }) => name).join(", ")}: no file system can be mounted here (${disk.why}).`,
    );
    return faults.filter(({ mounts }) => mounts !== true);
  }

  /** Of each round: what was asked for, or a part of all. */
  #plan(chance: Chance, can: readonly Fault[]): readonly Fault[] {
    const { fault } = this.#options;
    if (fault === undefined) return this.#mixed(chance, can);
    const only = can.find(({ name }) => name === fault);
    if (only === undefined)
      throw new Error(`No fault "${fault}". There are: ${can.map(({ name }) => name).join(", ")}.`);
    return Array.from({ length: sameInRound }, () => only);
  }

  /** The next crash points, with other faults between; a list that is used up begins again, in another order. */
  #mixed(chance: Chance, can: readonly Fault[]): readonly Fault[] {
    const below = (limit: number): number => chance.below(limit);
    const plan: Fault[] = [];
    for (let many = 1; many <= crashesInRound; many += 1) {
      if (this.#crashes.length === 0) this.#crashes = crashes(below);
      if (this.#others.length === 0) this.#others = shuffled(can, below);
      plan.push(...this.#crashes.splice(0, 1), ...(many % 2 === 0 ? this.#others.splice(0, 1) : []));
    }
    return plan;
  }
}

function shuffled(all: readonly Fault[], below: (limit: number) => number): Fault[] {
  return all
    .map((fault) => ({ fault, place: below(1_000_000) }))
    .toSorted((one, other) => one.place - other.place)
    .map(({ fault }) => fault);
}
