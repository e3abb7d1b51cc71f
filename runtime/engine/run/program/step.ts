import { Failure } from "../../../contract/failure.ts";
import { crashPoint } from "../../crash-point.ts";
import type { Attempt, StepInfo, StepOptions, Turn } from "../../port.ts";
import { runEffect } from "./attempt.ts";
import type { Entry, EntryAttempt, Head } from "./entry.ts";
import type { Execution } from "./execution.ts";
import { asFailure, recordFailure, restoreFailure } from "./failures.ts";
import { delayBeforeNext } from "./retry.ts";

/** A system may be gone for days. */
const probesKept = 20;

/**
 * A side effect, attempted until it succeeds or is given up.
 *
 * 1. A recorded outcome is never produced again, be it a value or a failure.
 * 2. An attempt's begin is on stable storage before its effect runs; its outcome before, or in one commit with, the next thing the
 *    run does that anybody could see, and at the latest in the next turn of the event loop.
 * 3. An attempt that began and has no outcome is unknown: its effect may have happened. So is one that the store may have lost, be it
 *    that it was put back from a copy.
 * 4. Once unknown, a step stays so until an outcome is known: a success, or a refusal. `previous` says it to each attempt.
 * 5. All attempts of a step have the same key.
 * 6. An attempt begins when it has its turn; the turn ends with it, whatever came of it.
 * 7. What may have happened in one operation is not done by another, which cannot tell: a person decides that.
 */
export async function runStep<T>(
  execution: Execution,
  info: StepInfo,
  options: StepOptions,
  effect: (attempt: Attempt) => Promise<T>,
): Promise<T> {
  const { journal, around } = execution;
  const entry = journal.entry(info);
  const { head } = entry;
  if (head.outcome === "ok") return restored(entry, journal.json.parse) as T;
  if (head.outcome === "failed" && head.failure !== undefined)
    throw known(execution, restoreFailure(head.failure), info, options);

  const isPutBack = around.isPutBack(execution.run);
  const begins = head.attempts.length === 0;
  if (begins && (journal.hasLost || isPutBack)) head.unknown = true;
  let failure =
    begins && isPutBack && !options.repeatable ? unseen(entry, around.clock.now()) : interruption(entry);
  const elsewhere = doneElsewhere(head, info);
  if (elsewhere !== undefined) throw await giveUp(execution, entry, elsewhere, info, options);
  for (;;) {
    if (failure !== undefined) {
      const delay = delayBeforeNext(head, failure, options, around.random);
      if (delay === undefined) throw await giveUp(execution, entry, failure, info, options);
      head.outcome = "waiting";
      head.wakeAt = around.clock.now() + delay;
      journal.record(entry);
      await journal.commit();
      crashPoint("attempt-failed");
    }
    const turn = await mayAttempt(execution, head, options);
    const made = await attempt(execution, entry, options, effect, turn).finally(() => turn?.end(undefined));
    if (!(made instanceof Failure)) return made.value;
    failure = made;
  }
}

/** When its time has come, it has its turn, and nobody asked the run to stop. */
async function mayAttempt(
  execution: Execution,
  head: Head,
  { turnstile }: StepOptions,
): Promise<Turn | undefined> {
  // What may have had its effect is cleared up, whatever was asked.
  const unsettled = head.unknown === true;
  if (head.wakeAt !== undefined) await execution.until(head.wakeAt, "retry", unsettled);
  for (;;) {
    const turn = turnstile && (await execution.turn(turnstile, probesOf(head), unsettled));
    if (execution.around.mayBegin(execution, unsettled)) return turn;
    turn?.end(undefined);
    await execution.boundary(unsettled);
  }
}

async function attempt<T>(
  execution: Execution,
  entry: Entry,
  options: StepOptions,
  effect: (attempt: Attempt) => Promise<T>,
  turn: Turn | undefined,
): Promise<{ value: T } | Failure> {
  const { journal, around, run } = execution;
  const { head } = entry;
  const previous = head.unknown === true ? "unknown" : head.attempts.length === 0 ? "none" : "failed";
  const record: Entry["head"]["attempts"][number] = {
    number: (head.attempts.at(-1)?.number ?? 0) + 1,
    at: around.clock.now(),
  };
  head.attempts.push(record);
  if (!options.repeatable) head.once = true;
  head.outcome = "running";
  delete head.wakeAt;
  journal.record(entry);
  await execution.commitBefore(turn);
  crashPoint("step-begun");

  const begun = around.clock.now();
  try {
    const given = { attemptKey: attemptKeyOf(run.id, head), number: record.number, previous } as const;
    const work = () => runEffect(execution, given, options.policy.timeoutMs, turn !== undefined, effect);
    const value = await (turn === undefined ? work() : execution.outside(work));
    turn?.end("ok");
    crashPoint("effect-done");
    record.durationMs = around.clock.now() - begun;
    head.outcome = "ok";
    delete head.unknown;
    entry.output = journal.json.stringify(value) ?? null;
    journal.record(entry);
    journal.soon();
    return { value };
  } catch (error) {
    const failure = asFailure(error);
    turn?.end(failure);
    record.durationMs = around.clock.now() - begun;
    if (turn?.probe === true && nobodyThere(failure)) sparedProbe(head, record);
    record.class = failure.class;
    record.error = failure.message;
    if (failure.detail.status !== undefined) record.status = failure.detail.status;
    if (failure.class === "unknown") head.unknown = true;
    return failure;
  }
}

/** The system was not there to do anything with the message: one that it chokes on (500) is an attempt like another. */
function nobodyThere({ class: failureClass, detail: { status, there } }: Failure): boolean {
  if (there !== undefined) return !there;
  return failureClass !== "unknown" || status === undefined || (status > 501 && status < 505);
}

/** Marks a probe that costs the run no attempt; of many of them the last are kept. */
function sparedProbe(head: Head, record: EntryAttempt): void {
  record.probe = true;
  head.probes = probesOf(head) + 1;
  const begin = head.spared ?? 0;
  const own = head.attempts.slice(begin);
  const first = own.findIndex((attempt) => attempt.probe === true);
  if (own.filter((attempt) => attempt.probe === true).length > probesKept)
    head.attempts.splice(begin + first, 1);
}

function probesOf(head: Head): number {
  return head.probes ?? 0;
}

/** What was undone and is done anew is another effect: its receiver must not take it for the first. */
function attemptKeyOf(run: string, { name, again }: Head): string {
  return again === undefined ? `${run}:${name}` : `${run}:${name}:${again}`;
}

/** Stands for an attempt that a store may have had which was lost: repeating it is a person's decision. */
function unseen({ head }: Entry, at: number): Failure {
  const failure = new Failure(
    "unknown",
    "The store was put back from a copy: whether this was done meanwhile is not known.",
  );
  head.attempts.push({ number: 1, at, class: failure.class, error: failure.message, interrupted: true });
  return failure;
}

/** The first time that a new build would do by another operation what may have happened: neither its look nor its key tells. */
function doneElsewhere(head: Head, { system, operation }: StepInfo): Failure | undefined {
  const same = head.system === system && head.operation === operation;
  if (same || head.unknown !== true || head.elsewhere === true) return undefined;
  head.elsewhere = true;
  const [was, is] = [`${head.system ?? ""}.${head.operation ?? ""}`, `${system ?? ""}.${operation ?? ""}`];
  return new Failure("unknown", `It may have been done by ${was}, and this build would do it by ${is}.`);
}

/** An attempt that was under way when the process ended. */
function interruption(entry: Entry): Failure | undefined {
  const last = entry.head.attempts.at(-1);
  if (
    entry.head.outcome !== "running" ||
    last === undefined ||
    last.durationMs !== undefined ||
    last.interrupted === true
  )
    return undefined;
  if (last.class !== undefined) return undefined;
  const failure = new Failure(
    "unknown",
    "The process ended during the attempt; its effect may have happened.",
  );
  last.interrupted = true;
  last.class = failure.class;
  last.error = failure.message;
  entry.head.unknown = true;
  return failure;
}

/** Writes the failure down as the step's outcome. If an earlier effect may have happened, that is what a person must know. */
async function giveUp(
  execution: Execution,
  entry: Entry,
  failure: Failure,
  info: StepInfo,
  options: StepOptions,
): Promise<Failure> {
  const { head } = entry;
  const settled = failure.class === "refused" || failure.class === "invalid";
  if (settled) delete head.unknown;
  const final =
    head.unknown === true && failure.class !== "unknown"
      ? new Failure(
          "unknown",
          `${failure.message} An earlier attempt may have had its effect.`,
          failure.detail,
        )
      : failure;
  head.outcome = "failed";
  head.failure = recordFailure(final);
  execution.journal.record(entry);
  await execution.journal.commit();
  crashPoint("step-recorded");
  return known(execution, final, info, options);
}

/** With its place in the spec, which the engine's own failures lack: whoever adds it later would make another failure, that no step is blamed for. */
function known(execution: Execution, failure: Failure, info: StepInfo, options: StepOptions): Failure {
  const placed = failure.detail.at
    ? failure
    : new Failure(failure.class, failure.message, { ...failure.detail, at: info.at });
  execution.blame(placed, { info, policy: options.policy });
  return placed;
}

export function restored(entry: Entry, parse: (text: string) => unknown): unknown {
  return entry.output === null ? undefined : parse(entry.output);
}
