import { Chance } from "../simulation/chance.ts";
import type { Fault } from "./faults/fault.ts";
import { faults } from "./faults/index.ts";
import { type Outcome, round } from "./round.ts";
import { Servers } from "./world/servers.ts";

export interface CampaignOptions {
  readonly seed: number;
  readonly rounds: number;
  readonly minutes: number;
  readonly plant: string | undefined;
  /** The only thing that goes wrong, by its name. */
  readonly fault: string | undefined;
  say(line: string): void;
}

/** Groups of faults in a round; every second of them has two that happen at once. */
const groupsInRound = 4;

/** Rounds, one after the other on the same servers, and what they add up to. */
export class Campaign {
  readonly #options: CampaignOptions;
  readonly #totals = new Map<string, number>();

  constructor(options: CampaignOptions) {
    this.#options = options;
  }

  /** Whether nothing was broken. */
  async run(): Promise<boolean> {
    const { seed, say } = this.#options;
    say(`Failures from seed ${seed}.`);
    const servers = await Servers.start();
    try {
      return await this.#rounds(servers, this.#possible(servers));
    } finally {
      await servers.stop();
    }
  }

  async #rounds(servers: Servers, can: readonly Fault[]): Promise<boolean> {
    const { seed, rounds, minutes, plant, say } = this.#options;
    const started = performance.now();
    let played = 0;
    let broken: Outcome["broken"];
    while (played < rounds && performance.now() - started < minutes * 60_000 && broken === undefined) {
      const own = seed + played;
      const plan = this.#plan(new Chance(own), can);
      say(`Seed ${own}: ${plan.map((group) => group.map(({ name }) => name).join(" while ")).join("; ")}`);
      const outcome = await round({ servers, seed: own, plan, plant });
      played += 1;
      for (const [what, many] of outcome.counts) this.#totals.set(what, (this.#totals.get(what) ?? 0) + many);
      broken = outcome.broken;
      if (broken) this.#tell(own, broken);
    }
    say(`${played} rounds from seed ${seed} in ${((performance.now() - started) / 1_000).toFixed(0)} s`);
    for (const [what, many] of [...this.#totals].toSorted(([one], [other]) => one.localeCompare(other)))
      say(`  ${String(many).padStart(7)} ${what}`);
    if (broken === undefined)
      say("        0 lost\n        0 twice under one key\n        0 out of order in their lane");
    return broken === undefined;
  }

  #tell(own: number, { error, file }: NonNullable<Outcome["broken"]>): void {
    const { fault, say } = this.#options;
    const only = fault === undefined ? "" : ` --fault "${fault}"`;
    say(`Seed ${own} is broken: ${error.message}\n  What was seen: ${file}`);
    say(`  Again: npm run failures -- --rounds 1 --seed ${own}${only}`);
  }

  #possible(servers: Servers): readonly Fault[] {
    if (servers.uncut === undefined) return faults;
    const left = faults.filter(({ cuts }) => cuts === true).map(({ name }) => name);
    this.#options.say(`SKIPPED: ${left.join(", ")}: no network namespaces here (${servers.uncut}).`);
    return faults.filter(({ cuts }) => cuts !== true);
  }

  /** Of each round: what was asked for, or what chance says, of which two go on at once that do not break the same server. */
  #plan(chance: Chance, can: readonly Fault[]): readonly (readonly Fault[])[] {
    const { fault } = this.#options;
    if (fault !== undefined) {
      const only = can.find(({ name }) => name === fault);
      if (only !== undefined) return [[only], [only]];
      throw new Error(`No fault "${fault}". There are: ${can.map(({ name }) => name).join(", ")}.`);
    }
    return Array.from({ length: groupsInRound }, (_, index) => {
      const first = drawn(chance, can);
      if (index % 2 === 0) return [first];
      return [
        first,
        drawn(
          chance,
          can.filter((other) => areApart(first, other)),
        ),
      ];
    });
  }
}

function drawn(chance: Chance, from: readonly Fault[]): Fault {
  const fault = chance.pick(from);
  if (fault === undefined) throw new Error("No fault is left to draw.");
  return fault;
}

/** While a build is replaced its replicas are not to be counted on. */
function areApart(one: Fault, other: Fault): boolean {
  if (one === other) return false;
  const both = [one.breaks, other.breaks];
  if (both.includes("build") && both.includes("replica")) return false;
  return one.breaks !== other.breaks || one.breaks === "replica";
}
