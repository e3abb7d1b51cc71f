import type { Failure } from "../../contract/failure.ts";
import { crashPoint } from "../crash-point.ts";
import type { Ended, RunSummary } from "../port.ts";
import { withoutPause, writeAsked } from "./asked.ts";
import type { Execution } from "./program/execution.ts";
import { asFailure } from "./program/failures.ts";

/** How a run ended, or why it stopped, and what its lane does then. */
export interface Ending {
  readonly lane: "release" | "park";
}

export async function endWell(execution: Execution, ended: Ended): Promise<Ending> {
  const { run, journal, around, build } = execution;
  await journal.commit(
    ["end", run.seq, "done", ended.outcome, null, build, around.clock.now(), null, null, null],
    ...journal.forsaken,
  );
  crashPoint("run-ended");
  run.answer({ kind: "ended", outcome: ended.outcome });
  return { lane: "release" };
}

/** Cancelled: what it did is undone first, where that was asked. Undoing that fails is a failure like another, and a redrive goes on with it. */
export async function endCancelled(execution: Execution): Promise<Ending> {
  const { run, journal, around, build } = execution;
  const { cancel } = run.asked ?? {};
  execution.frozen = true;
  if (cancel?.compensate === true) await execution.undoing.undo("all");
  const reason = cancel === undefined ? null : `${cancel.by}: ${cancel.reason}`;
  await journal.commit(
    ["end", run.seq, "cancelled", null, null, build, around.clock.now(), reason, null, null],
    ...journal.forsaken,
  );
  crashPoint("cancelled");
  run.answer({ kind: "ended", outcome: "cancelled" });
  return { lane: "release" };
}

/** Stopped until a person says how to go on. `by`: who stopped it, which decides what resuming it means. */
export async function endPaused(
  execution: Execution,
  by: "person" | "build",
  reason: string,
): Promise<Ending> {
  const { run, journal, around } = execution;
  const [known, asked] = [writeAsked(run.asked), writeAsked(withoutPause(run.asked))];
  await journal.commit([
    "end",
    run.seq,
    "paused",
    by,
    null,
    run.build,
    around.clock.now(),
    reason,
    asked,
    known,
  ]);
  crashPoint("paused");
  return { lane: "park" };
}

/**
 * A rejected program is a dead letter. The policy of the step that failed decides whose it is and whether the lane stays closed,
 * the route's where no step did. A run without a lane has nothing to park: it has failed.
 */
export async function endInDeadLetter(execution: Execution, error: unknown): Promise<Ending> {
  const { run, program, journal, around } = execution;
  const failure = asFailure(error);
  const origin = execution.originOf(failure);
  const { deadLetter } = origin?.policy ?? program.policy;
  const at = failure.detail.at ?? origin?.info.at;
  const park = deadLetter.lane === "park" && run.lane !== undefined;
  const [now, asked] = [around.clock.now(), writeAsked(run.asked)];
  await journal.commit(
    [
      "end",
      run.seq,
      park ? "paused" : "failed",
      null,
      JSON.stringify(summaryError(failure, origin?.info.name, at)),
      run.build,
      now,
      null,
      asked,
      asked,
    ],
    [
      "deadLetter",
      run.seq,
      deadLetter.owner ?? null,
      failure.message,
      failure.class,
      origin?.info.name ?? null,
      at?.file ?? null,
      at?.line ?? null,
      now,
    ],
  );
  crashPoint("dead-letter");
  run.answer({ kind: "failed", failure });
  return { lane: park ? "park" : "release" };
}

function summaryError(
  failure: Failure,
  step: string | undefined,
  at: { readonly file: string; readonly line: number } | undefined,
): NonNullable<RunSummary["error"]> {
  return {
    message: failure.message,
    class: failure.class,
    ...(step === undefined ? {} : { step }),
    ...(at === undefined ? {} : { file: at.file, line: at.line }),
  };
}
