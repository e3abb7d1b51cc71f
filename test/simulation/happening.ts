import type { Chance } from "./chance.ts";
import type { Machine } from "./machine.ts";
import type { Sender } from "./sender.ts";

/** One thing that may happen next. `weight`: how likely beside the others. */
export interface Happening {
  readonly name: string;
  readonly weight: number;
  happen(): void | Promise<void>;
}

/** What carries work on, also when all is calm. */
export function movements(machine: Machine, chance: Chance): readonly Happening[] {
  const { disk, network, process } = machine;
  return [
    ...(process.ended ? [{ name: "start", weight: 4, happen: () => machine.crash() }] : []),
    ...(disk.asked > 0 ? [{ name: "disk", weight: 8, happen: () => disk.work(chance) }] : []),
    ...(disk.untold > 0 ? [{ name: "told", weight: 8, happen: () => disk.tell(chance) }] : []),
    ...(network.underWay > 0 ? [{ name: "serve", weight: 6, happen: () => network.serve(chance) }] : []),
    ...(process.clock.next === undefined
      ? []
      : [{ name: "tick", weight: 2, happen: () => process.clock.tick() }]),
  ];
}

/** What the world does to it. */
export function hostilities(
  machine: Machine,
  chance: Chance,
  senders: readonly Sender[],
  messages: number,
): readonly Happening[] {
  const { disk, clock, operator } = machine;
  return [
    ...senders.map((sender) => ({
      name: `send ${sender.lane}`,
      weight: 1,
      happen: () => sender.send(machine, messages),
    })),
    {
      name: "again",
      weight: 1,
      happen: () => {
        const sender = chance.pick(senders);
        const which = chance.pick(sender?.acknowledged ?? []);
        if (sender && which) sender.repeat(machine, which);
      },
    },
    { name: "crash", weight: 1, happen: () => machine.crash() },
    {
      name: disk.full ? "disk free" : "disk full",
      weight: disk.full ? 4 : 1,
      happen: () => void (disk.full = !disk.full),
    },
    {
      name: "clock",
      weight: 1,
      happen: () => clock.set(clock.now() + (chance.below(7_200_000) - 3_600_000)),
    },
    { name: "operator", weight: 2, happen: () => operator.act(chance, senders) },
  ];
}

export function pick(from: readonly Happening[], chance: Chance): Happening | undefined {
  let left = chance.below(from.reduce((sum, { weight }) => sum + weight, 0));
  return from.find(({ weight }) => (left -= weight) < 0);
}
