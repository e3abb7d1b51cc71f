import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { judgeEvents } from "../durability/judge/events.ts";
import { judgeKeys } from "../durability/judge/keys.ts";
import { judgeLanes, judgeMessages } from "../durability/judge/messages.ts";
import { judgePeople } from "../durability/judge/people.ts";
import { acknowledged, type Seen } from "../durability/judge/seen.ts";
import { Operator } from "../durability/world/operator.ts";
import { cast, publish, type Sender } from "../durability/world/sender.ts";
import type { Answer } from "../durability/world/victim.ts";
import { Chance } from "../simulation/chance.ts";
import type { Fault } from "./faults/fault.ts";
import { withoutStragglers } from "./judge/stragglers.ts";
import type { Servers } from "./world/servers.ts";
import { World } from "./world/world.ts";

export interface RoundOptions {
  readonly servers: Servers;
  readonly seed: number;
  /** What goes wrong: one group after the other, those of a group at once. */
  readonly plan: readonly (readonly Fault[])[];
  readonly plant?: string | undefined;
}

export interface Outcome {
  readonly counts: ReadonlyMap<string, number>;
  /** What broke, and where the evidence is. */
  readonly broken?: { readonly error: Error; readonly file: string };
}

/** Messages are sent for so long before the first fault, and between two, milliseconds. */
const calmMs = 2_000;
/** The longest time between two messages of a sender, milliseconds. */
const paceMs = 500;
/** How long nothing may become less in the end: calls that were lost are made good within a minute. Milliseconds. */
const restMs = 180_000;

/**
 * A service under load, and what goes wrong with it. Then all is calm, everything must come to rest, and is judged from outside by the
 * crash campaign's judges. From the seed come the faults and their moments; what processes do between is theirs.
 */
export async function round({ servers, seed, plan, plant }: RoundOptions): Promise<Outcome> {
  const chance = new Chance(seed);
  const world = await World.make(servers, chance, plant);
  try {
    count(world, await play(world, plan, chance));
    return { counts: world.counts };
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    const file = join(mkdtempSync(join(tmpdir(), "waybill-failures-")), "evidence.json");
    const evidence = { seed, error: error.stack, said: world.said, calls: world.receiver.calls };
    writeFileSync(file, JSON.stringify(evidence, undefined, 1));
    return { counts: world.counts, broken: { error, file } };
  } finally {
    await world.close();
  }
}

async function play(world: World, plan: RoundOptions["plan"], chance: Chance): Promise<Seen> {
  const senders = cast(chance, paceMs);
  const operator = new Operator(world, chance, senders);
  let isOver = false;
  const stopped = (): boolean => isOver || world.isOver;
  const faults = plan.map((group) =>
    group.map((fault) => ({ fault, own: new Chance(chance.below(2 ** 32)) })),
  );
  const load = Promise.all(senders.map((sender) => sender.send(world, stopped)));
  const outside = publish(world, chance, stopped);
  const people = operator.work(stopped);
  // What goes wrong in them is told when they are awaited.
  for (const one of [load, outside, people]) one.catch(() => undefined);
  try {
    await pause(calmMs);
    for (const group of faults) {
      await Promise.all(
        group.map(async ({ fault, own }) => {
          world.count(fault.name);
          await fault.happen(world, own);
        }),
      );
      if (world.wrong !== undefined) throw new Error(world.wrong);
      await pause(calmMs);
    }
  } finally {
    isOver = true;
  }
  world.receiver.calm = true;
  await Promise.all([load, people]);
  await operator.settle(restMs);
  if (world.wrong !== undefined) throw new Error(world.wrong);
  return look(world, senders, operator, await outside);
}

async function look(
  world: World,
  senders: readonly Sender[],
  operator: Operator,
  outside: number,
): Promise<Seen> {
  const calls = withoutStragglers(world.receiver.calls);
  world.count("late calls under a key that was known", world.receiver.calls.length - calls.length);
  const seen: Seen = {
    senders,
    operator,
    outside,
    calls,
    outages: [],
    runs: value(await world.ask("runs")),
    events: value(await world.ask("events")),
    letters: value(await world.ask("letters", { limit: 1_000_000 })),
    audit: value(await world.ask("audit")),
  };
  judgeMessages(seen);
  judgeLanes(seen);
  world.count("repeated after unknown", judgeKeys(seen));
  judgeEvents(seen);
  judgePeople(seen);
  return seen;
}

function value<T>(answer: Answer<T>): T {
  if (answer.kind !== "ok") throw new Error(`No replica answers: ${JSON.stringify(answer)}`);
  return answer.value;
}

function count(world: World, seen: Seen): void {
  const sent = acknowledged(seen);
  const mine = new Set(sent.map(({ run }) => run));
  const runs = seen.runs.filter(({ run }) => mine.has(run));
  world.count("acknowledged", sent.length);
  world.count("done", runs.filter(({ state }) => state === "done").length);
  world.count("cancelled or discarded", runs.filter(({ state }) => state === "cancelled").length);
  world.count("dead letters", seen.letters.length);
  world.count("events", seen.events.length);
  world.count("calls", seen.calls.length);
}
