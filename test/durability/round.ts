import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Chance } from "../simulation/chance.ts";
import type { Fault } from "./faults/fault.ts";
import { judgeEvents } from "./judge/events.ts";
import { judgeOutages } from "./judge/flow.ts";
import { judgeKeys } from "./judge/keys.ts";
import { judgeLanes, judgeMessages } from "./judge/messages.ts";
import { judgePeople } from "./judge/people.ts";
import { acknowledged, type Seen } from "./judge/seen.ts";
import { judgeErased, judgeStore } from "./judge/store.ts";
import { Operator } from "./world/operator.ts";
import { cast, publish, type Sender } from "./world/sender.ts";
import type { Answer } from "./world/victim.ts";
import { pause, World } from "./world/world.ts";

export interface Outcome {
  readonly seed: number;
  readonly counts: ReadonlyMap<string, number>;
  /** What broke, and where the evidence is. */
  readonly broken?: { readonly error: Error; readonly folder: string };
}

/** Messages are sent for so long before the first fault, milliseconds. */
const warmUpMs = 200;

/**
 * One store, and what goes wrong with it, one fault after another under load. Then all is calm, everything must come to rest, and
 * is judged from outside. From the seed come the faults and their moments; what processes do between is theirs.
 */
export async function round(seed: number, faults: readonly Fault[], plant?: string): Promise<Outcome> {
  const chance = new Chance(seed);
  const world = await World.make(chance, plant);
  try {
    const seen = await play(world, faults, chance);
    count(world, seen);
    await world.kill();
    judgeErased(world.disk.store, seen.operator.erased);
    judgeStore(world.disk.store);
    await world.close(false);
    return { seed, counts: world.counts };
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    await world.kill();
    const evidence = { seed, error: String(error.stack), calls: world.receiver.calls, said: world.said };
    writeFileSync(join(world.disk.folder, "evidence.json"), JSON.stringify(evidence, undefined, 1));
    await world.close(true);
    return { seed, counts: world.counts, broken: { error, folder: world.disk.folder } };
  }
}

async function play(world: World, faults: readonly Fault[], chance: Chance): Promise<Seen> {
  const senders = cast(chance);
  const operator = new Operator(world, chance, senders);
  let isOver = false;
  const stopped = (): boolean => isOver || world.isOver;
  world.armed = faults[0]?.arms;
  await world.start();
  const load = Promise.all(senders.map((sender) => sender.send(world, stopped)));
  const outside = publish(world, chance, stopped);
  const people = operator.work(stopped);
  // What goes wrong in them is told when they are awaited.
  for (const one of [load, outside, people]) one.catch(() => undefined);
  try {
    await pause(warmUpMs);
    for (const [index, fault] of faults.entries()) {
      world.armed = faults[index + 1]?.arms;
      if (fault.arms === undefined) world.count(fault.name);
      await fault.happen(world, chance);
      if (world.wrong !== undefined) throw new Error(`${fault.name}: ${world.wrong}`);
    }
  } finally {
    isOver = true;
  }
  world.receiver.calm = true;
  await Promise.all([load, people]);
  await operator.settle();
  if (world.wrong !== undefined) throw new Error(world.wrong);
  return look(world, senders, operator, await outside);
}

async function look(
  world: World,
  senders: readonly Sender[],
  operator: Operator,
  outside: number,
): Promise<Seen> {
  const seen = {
    senders,
    operator,
    outside,
    calls: world.receiver.calls,
    outages: world.receiver.outages,
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
  judgeOutages(seen);
  return seen;
}

function value<T>(answer: Answer<T>): T {
  if (answer.kind !== "ok") throw new Error(`The process does not answer: ${JSON.stringify(answer)}`);
  return answer.value;
}

function count(world: World, seen: Seen): void {
  const sent = acknowledged(seen);
  const mine = new Set(sent.map(({ run }) => run));
  const runs = seen.runs.filter(({ run }) => mine.has(run));
  world.count("acknowledged", sent.length);
  world.count("done", runs.filter(({ state }) => state === "done").length);
  world.count("dropped as stale", runs.filter(({ outcome }) => outcome === "stale").length);
  world.count("cancelled or discarded", runs.filter(({ state }) => state === "cancelled").length);
  world.count("dead letters", seen.letters.length);
  world.count("erased", seen.operator.erased.size);
  world.count("events", seen.events.length);
  world.count("calls", seen.calls.length);
}
