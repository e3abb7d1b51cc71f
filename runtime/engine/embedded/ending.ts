import type { Failure } from "../../contract/failure.ts";
import type { Ended, Program, RunSummary } from "../port.ts";
import { crashPoint } from "./crash-point.ts";
import type { Execution } from "./program/execution.ts";
import { asFailure } from "./program/failures.ts";
import type { Write } from "./store/port.ts";

/** How a run ended, and what its lane does then. */
export interface Ending {
  readonly lane: "release" | "park";
}

export async function endWell(execution: Execution, ended: Ended): Promise<Ending> {
  const { run, journal, around, build } = execution;
  await journal.commit(["end", run.seq, "done", ended.outcome, null, build, around.clock.now()]);
  crashPoint("run-ended");
  run.answer({ kind: "ended", outcome: ended.outcome });
  return { lane: "release" };
}

/**
 * A rejected program is a dead letter. The policy of the step that failed decides whose it is and whether the lane stays closed,
 * the route's where no step did. A run without a lane has nothing to park: it has failed.
 */
export async function endInDeadLetter(
  execution: Execution,
  program: Program,
  error: unknown,
): Promise<Ending> {
  const { run, journal, around, build } = execution;
  const failure = asFailure(error);
  const origin = execution.originOf(failure);
  const { deadLetter } = origin?.policy ?? program.policy;
  const at = failure.detail.at ?? origin?.info.at;
  const park = deadLetter.lane === "park" && run.lane !== undefined;
  const now = around.clock.now();
  const writes: Write[] = [
    [
      "end",
      run.seq,
      park ? "paused" : "failed",
      null,
      JSON.stringify(summaryError(failure, origin?.info.name, at)),
      build,
      now,
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
  ];
  await journal.commit(...writes);
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
