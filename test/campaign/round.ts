import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Chance } from "../simulation/chance.ts";
import { judgeEvents } from "./judge/events.ts";
import { judgeKeys } from "./judge/keys.ts";
import { judgeLanes, judgeMessages } from "./judge/messages.ts";
import { judgePeople } from "./judge/people.ts";
import { acknowledged, look, type Seen } from "./judge/seen.ts";
import { within } from "./within.ts";
import { Operator } from "./world/operator.ts";
import type { Call } from "./world/receiver.ts";
import { cast, publish } from "./world/sender.ts";
import type { Subject } from "./world/subject.ts";

/** Something that goes wrong in a round. */
export interface Trouble {
  readonly name: string;
  happen(chance: Chance): Promise<void>;
}

/** All in milliseconds. */
export interface Times {
  /** Messages are sent for so long before anything goes wrong, */
  readonly warmUpMs: number;
  /** and between one thing and the next. */
  readonly betweenMs: number;
  /** The longest time between two messages of a sender. */
  readonly paceMs: number;
  /** How long nothing may become less once all is calm. How fast it does says something about the machine. */
  readonly restMs: number;
  /** By then the round has ended, or is broken. */
  readonly deadlineMs: number;
}

export interface Round {
  readonly seed: number;
  readonly chance: Chance;
  readonly subject: Subject;
  readonly times: Times;
  /** One group after the other, those of a group at once. */
  readonly troubles: readonly (readonly Trouble[])[];
  /** From then on somebody serves. */
  begin(): Promise<unknown>;
  /** Those of the calls that are judged. */
  judged(calls: readonly Call[]): readonly Call[];
  /** What is judged beside what is judged of all. */
  judge(seen: Seen): Promise<void> | void;
}

export interface Outcome {
  readonly counts: ReadonlyMap<string, number>;
  readonly broken?: Broken;
}

export interface Broken {
  readonly error: Error;
  /** A line for each thing that says more: what was under way, and how each process stood. */
  readonly saw: readonly string[];
  /** Where the evidence is. */
  readonly folder?: string;
}

/** What is under way. */
interface Course {
  doing: string;
}

/**
 * Load, and what goes wrong under it. Then all is calm, everything must come to rest, and is judged from outside. From the seed come the
 * troubles and their moments; what processes do between is theirs. However it ends, nothing of it lives afterwards.
 */
export async function play(round: Round): Promise<Outcome> {
  const { subject, times } = round;
  const course: Course = { doing: "the start" };
  try {
    await within(times.deadlineMs, run(round, course), () => "It did not end");
    return { counts: subject.counts };
  } catch (thrown) {
    return { counts: subject.counts, broken: await keep(round, asError(thrown), course.doing) };
  }
}

export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

async function run(round: Round, course: Course): Promise<void> {
  const { subject } = round;
  await round.begin();
  const seen = await underLoad(round, course);
  course.doing = "the judging";
  judgeMessages(seen);
  judgeLanes(seen);
  subject.count("repeated after unknown", judgeKeys(seen));
  judgeEvents(seen);
  judgePeople(seen);
  await round.judge(seen);
  count(subject, seen);
  course.doing = "the end";
  await subject.close(false);
}

async function underLoad(round: Round, course: Course): Promise<Seen> {
  const { subject, chance, times } = round;
  const senders = cast(chance, times.paceMs);
  const operator = new Operator(subject, chance, senders);
  const troubles = drawn(round);
  let isOver = false;
  const stopped = (): boolean => isOver || subject.isOver;
  const load = Promise.all(senders.map((sender) => sender.send(subject, stopped)));
  const published = publish(subject, chance, stopped);
  const people = operator.work(stopped);
  // What goes wrong in them is told when they are awaited.
  for (const one of [load, published, people]) one.catch(() => undefined);
  try {
    await goWrong(round, troubles, course);
  } finally {
    isOver = true;
  }
  subject.receiver.calm = true;
  course.doing = "what was sent last is to be acknowledged";
  await Promise.all([load, people]);
  const outside = await published;
  course.doing = "all is to come to rest";
  await operator.settle(times.restMs);
  if (subject.wrong !== undefined) throw new Error(subject.wrong);
  course.doing = "a last look";
  const calls = round.judged(subject.receiver.calls);
  const { receiver, mayOvertake } = subject;
  return look(subject, { senders, operator, outside, calls, outages: receiver.outages, mayOvertake });
}

/** Each with a chance of its own: what others draw meanwhile does not move it. */
function drawn({ chance, troubles }: Round) {
  return troubles.map((group) =>
    group.map((trouble) => ({ trouble, own: new Chance(chance.below(2 ** 32)) })),
  );
}

async function goWrong(
  { subject, times }: Round,
  troubles: ReturnType<typeof drawn>,
  course: Course,
): Promise<void> {
  course.doing = "load alone";
  await pause(times.warmUpMs);
  for (const group of troubles) {
    course.doing = group.map(({ trouble }) => trouble.name).join(" while ");
    await Promise.all(group.map(({ trouble, own }) => trouble.happen(own)));
    if (subject.wrong !== undefined) throw new Error(`${course.doing}: ${subject.wrong}`);
    await pause(times.betweenMs);
  }
}

function count(subject: Subject, seen: Seen): void {
  const sent = acknowledged(seen);
  const mine = new Set(sent.map(({ run }) => run));
  const runs = seen.runs.filter(({ run }) => mine.has(run));
  subject.count("acknowledged", sent.length);
  subject.count("done", runs.filter(({ state }) => state === "done").length);
  subject.count("dropped as stale", runs.filter(({ outcome }) => outcome === "stale").length);
  subject.count("cancelled or discarded", runs.filter(({ state }) => state === "cancelled").length);
  subject.count("dead letters", seen.letters.length);
  subject.count("erased", seen.operator.erased.size);
  subject.count("events", seen.events.length);
  subject.count("calls", seen.calls.length);
}

/** Before anything is ended it is looked at. */
async function keep({ seed, subject }: Round, error: Error, doing: string): Promise<Broken> {
  const processes = await Promise.all(subject.processes.map((one) => one.examine()));
  const saw = [`Under way: ${doing}`, ...processes];
  const evidence = { seed, error: error.stack, saw, calls: subject.receiver.calls, said: subject.said };
  const { folder } = subject;
  await writeFile(join(folder, "evidence.json"), JSON.stringify(evidence, undefined, 1));
  const closed = await subject
    .close(true)
    .catch((thrown: unknown) => [`It could not be ended: ${String(thrown)}`]);
  return { error, saw: [...saw, ...(closed ?? [])], folder };
}
