import type { Plan } from "../campaign/campaign.ts";
import type { Chance } from "../simulation/chance.ts";
import type { Fault } from "./faults/fault.ts";
import { crashes } from "./faults/kills.ts";

/** Crash points of a round, which come in turn over the rounds; after every second of them something else goes wrong. */
const crashesInRound = 10;

/** How often the one fault that was asked for happens in a round. */
const sameInRound = 8;

/** What goes wrong in each round of a campaign. Owns: which fault is next. */
export class Plans {
  readonly #faults: readonly Fault[];
  #crashes: Fault[] = [];
  #others: Fault[] = [];

  constructor(faults: readonly Fault[]) {
    this.#faults = faults;
  }

  /** The next crash points, with other faults between; a list that is used up begins again, in another order. */
  mixed(chance: Chance): Plan<Fault> {
    const below = (limit: number): number => chance.below(limit);
    const plan: Fault[] = [];
    for (let many = 1; many <= crashesInRound; many += 1) {
      if (this.#crashes.length === 0) this.#crashes = crashes(below);
      if (this.#others.length === 0) this.#others = shuffled(this.#faults, below);
      plan.push(...this.#crashes.splice(0, 1), ...(many % 2 === 0 ? this.#others.splice(0, 1) : []));
    }
    return plan.map((fault) => [fault]);
  }

  only(fault: Fault): Plan<Fault> {
    return Array.from({ length: sameInRound }, () => [fault]);
  }
}

function shuffled(all: readonly Fault[], below: (limit: number) => number): Fault[] {
  return all
    .map((fault) => ({ fault, place: below(1_000_000) }))
    .toSorted((one, other) => one.place - other.place)
    .map(({ fault }) => fault);
}
