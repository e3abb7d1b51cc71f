import { Chance } from "../simulation/chance.ts";
import type { CampaignOptions } from "./options.ts";
import { asError, type Broken, type Outcome } from "./round.ts";
import { within } from "./within.ts";

interface Named {
  readonly name: string;
}

/** What goes wrong in a round: one group after the other, those of a group at once. */
export type Plan<Fault> = readonly (readonly Fault[])[];

/** How its rounds are planned and played. */
export interface Suite<Fault extends Named> {
  /** `npm run` starts it by this name. */
  readonly command: string;
  /** What can go wrong here. */
  readonly faults: readonly Fault[];
  /** What nothing was where no round is broken. */
  readonly never: readonly string[];
  /** How long a round may take with all that it tells of its end, milliseconds: it has a deadline of its own before that. */
  readonly lastMs: number;
  /** A round of what chance says. */
  mixed(chance: Chance): Plan<Fault>;
  /** A round of nothing else. */
  only(fault: Fault): Plan<Fault>;
  play(seed: number, plan: Plan<Fault>): Promise<Outcome>;
}

/** Rounds, one after the other, until the time is over or one is broken, and what they add up to. Each is told before it begins. */
export class Campaign<Fault extends Named> {
  readonly #suite: Suite<Fault>;
  readonly #options: CampaignOptions;
  readonly #say: (line: string) => void;
  readonly #totals = new Map<string, number>();

  constructor(suite: Suite<Fault>, options: CampaignOptions, say: (line: string) => void) {
    this.#suite = suite;
    this.#options = options;
    this.#say = say;
  }

  /** Whether nothing was broken. */
  async run(): Promise<boolean> {
    const { seed, rounds = Number.POSITIVE_INFINITY, minutes = Number.POSITIVE_INFINITY } = this.#options;
    const started = performance.now();
    let played = 0;
    let isWhole = true;
    this.#say(`From seed ${seed}.`);
    while (isWhole && played < rounds && performance.now() - started < minutes * 60_000) {
      isWhole = await this.#round(seed + played);
      played += 1;
    }
    this.#say(`${played} rounds from seed ${seed} in ${secondsSince(started)} s`);
    for (const [what, many] of [...this.#totals].toSorted(([one], [other]) => one.localeCompare(other)))
      this.#add(many, what);
    if (isWhole) for (const what of this.#suite.never) this.#add(0, what);
    return isWhole;
  }

  #add(many: number, what: string): void {
    this.#say(`  ${String(many).padStart(7)} ${what}`);
  }

  async #round(seed: number): Promise<boolean> {
    const plan = this.#plan(new Chance(seed));
    this.#say(
      `Seed ${seed}: ${plan.map((group) => group.map(({ name }) => name).join(" while ")).join("; ")}`,
    );
    const started = performance.now();
    const { counts, broken } = await this.#played(seed, plan);
    this.#say(`  ended after ${secondsSince(started)} s`);
    for (const [what, many] of counts) this.#totals.set(what, (this.#totals.get(what) ?? 0) + many);
    if (broken) this.#tell(seed, broken);
    return broken === undefined;
  }

  #plan(chance: Chance): Plan<Fault> {
    const { faults } = this.#suite;
    const { fault } = this.#options;
    if (fault === undefined) return this.#suite.mixed(chance);
    const only = faults.find(({ name }) => name === fault);
    if (only !== undefined) return this.#suite.only(only);
    throw new Error(`No fault "${fault}". There are: ${faults.map(({ name }) => name).join(", ")}.`);
  }

  /** A round that does not even come to an end by its own deadline is broken too. */
  async #played(seed: number, plan: Plan<Fault>): Promise<Outcome> {
    const { lastMs } = this.#suite;
    try {
      return await within(lastMs, this.#suite.play(seed, plan), () => "It neither ended nor could be ended");
    } catch (error) {
      return { counts: new Map(), broken: { error: asError(error), saw: [] } };
    }
  }

  #tell(seed: number, { error, saw, folder }: Broken): void {
    const { fault, plant } = this.#options;
    const more = Object.entries({ fault, plant }).map(([name, value]) =>
      value ? ` --${name} "${value}"` : "",
    );
    this.#say(`Seed ${seed} is broken: ${error.message}`);
    for (const line of saw) this.#say(`  ${line}`);
    if (folder !== undefined) this.#say(`  Its folder: ${folder}`);
    this.#say(`  Again: npm run ${this.#suite.command} -- --rounds 1 --seed ${seed}${more.join("")}`);
  }
}

function secondsSince(started: number): string {
  return ((performance.now() - started) / 1_000).toFixed(1);
}
