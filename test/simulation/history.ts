import { Chance } from "./chance.ts";
import { hostilities, movements, pick } from "./happening.ts";
import { judge } from "./judge.ts";
import { Machine } from "./machine.ts";
import { Sender } from "./sender.ts";

export interface Outcome {
  readonly happenings: number;
  readonly messages: number;
  readonly crashes: number;
  readonly calls: number;
  /** All that happened, in order: equal for equal seeds. */
  readonly trace: readonly string[];
}

/** A history that broke a promise. Its message has the seed. */
export class Broken extends Error {
  readonly trace: readonly string[];
  constructor(seed: number, trace: readonly string[], cause: unknown) {
    super(`seed ${seed}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = "Broken";
    this.trace = trace;
  }
}

/** Most histories are short: a mistake shows in few messages, and many short histories meet more of them than few long ones. */
const lengths = [30, 60, 60, 120, 240];
const messages = 3;
/** No history needs so many to come to rest: more is work that goes in circles. */
const most = 20_000;

/**
 * One hostile history: from a seed comes which message arrives, which write is carried out, which answer is lost, when time passes
 * and jumps, when the process dies, what a person decides. Then all is calm, everything must come to rest, and is judged.
 */
export async function history(seed: number): Promise<Outcome> {
  const chance = new Chance(seed);
  const machine = await Machine.make(chance);
  const senders = casts(chance);
  const trace: string[] = [];
  const step = async (happenings: ReturnType<typeof movements>): Promise<boolean> => {
    const next = pick(happenings, chance);
    if (next === undefined) return false;
    if (trace.push(next.name) > most) throw new Error("It does not come to rest.");
    await next.happen();
    await turn();
    if (machine.wrong !== undefined) throw machine.wrong;
    return true;
  };
  const hostile = chance.pick(lengths) ?? 0;
  try {
    await turn();
    while (trace.length < hostile)
      await step([...movements(machine, chance), ...hostilities(machine, chance, senders, messages)]);
    machine.calm();
    do {
      while (await step(movements(machine, chance)));
    } while (await machine.operator.settle(senders, messages));
    await judge(machine, senders);
  } catch (error) {
    throw new Broken(seed, trace, error);
  } finally {
    await machine.close();
  }
  return {
    happenings: trace.length,
    messages: senders.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0),
    crashes: machine.crashes,
    calls: machine.network.calls.length,
    trace,
  };
}

/** Two of those there are: together with what they send, most ways to meet fit into two. */
function casts(chance: Chance): readonly Sender[] {
  const all = [
    new Sender("strict", "s1", true),
    new Sender("strict", "s2", true),
    new Sender("lenient", "l1", true),
    new Sender("pairs", "p1", false),
    new Sender("payers", "w1", false),
    new Sender("reviews", "r1", true),
  ];
  const first = chance.below(all.length);
  const second = (first + 1 + chance.below(all.length - 1)) % all.length;
  return [first, second].flatMap((which) => all[which] ?? []);
}

/** Lets everything run that needs nobody outside. */
async function turn(): Promise<void> {
  for (let turns = 0; turns < 3; turns += 1) await new Promise((resolve) => setImmediate(resolve));
}
