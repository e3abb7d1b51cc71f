import type { Plan } from "../campaign/campaign.ts";
import type { Chance } from "../simulation/chance.ts";
import type { Fault } from "./faults/fault.ts";

/** Groups of faults in a round; every second of them has two that happen at once. */
const groupsInRound = 4;

/** What chance says, of which two go on at once that do not break the same server. */
export function mixed(chance: Chance, can: readonly Fault[]): Plan<Fault> {
  return Array.from({ length: groupsInRound }, (_, index) => {
    const first = drawn(chance, can);
    if (index % 2 === 0) return [first];
    const others = can.filter((other) => areApart(first, other));
    return [first, drawn(chance, others)];
  });
}

export function only(fault: Fault): Plan<Fault> {
  return [[fault], [fault]];
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
