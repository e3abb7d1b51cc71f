import type { FailureClass } from "../../../contract/failure.ts";
import type { AttemptRecord, StepInfo, StepRecord } from "../../port.ts";
import type { StepRow } from "../store/port.ts";
import type { RecordedFailure } from "./failures.ts";

export interface EntryAttempt {
  readonly number: number;
  readonly at: number;
  /** Absent while it is under way: after a crash that means nobody knows what came of it. */
  durationMs?: number;
  class?: FailureClass;
  status?: number;
  error?: string;
  /** The process ended during it. */
  interrupted?: true;
  /** It tried for all whether a broken system was back, which it was not: it does not count against the policy. */
  probe?: true;
}

/** What the journal knows of a step: the `head` of its row. */
export interface Head extends StepInfo {
  outcome: "ok" | "failed" | "waiting" | "running";
  attempts: EntryAttempt[];
  /** How many attempts were made before the last redrive: they do not count against the policy. */
  spared?: number;
  /** How many of the attempts were probes, those no longer listed included. */
  probes?: number;
  /** An attempt's effect may have happened and nothing since has told. */
  unknown?: true;
  wakeAt?: number;
  failure?: RecordedFailure;
  /** The program went on after the failure. */
  handled?: true;
}

export interface Entry {
  readonly position: number;
  readonly head: Head;
  /** JSON text, null where there is none. */
  output: string | null;
  /** Whether this execution has come to it. */
  used: boolean;
}

export function readEntry(row: StepRow): Entry {
  // The head was written by this engine.
  return { position: row.position, head: JSON.parse(row.head) as Head, output: row.output, used: false };
}

/** As history and trace show it. */
export function stepRecord(entry: Entry, parse: (text: string) => unknown): StepRecord {
  const { head } = entry;
  return {
    name: head.name,
    kind: head.kind,
    at: head.at,
    ...(head.system === undefined ? {} : { system: head.system }),
    ...(head.operation === undefined ? {} : { operation: head.operation }),
    outcome: head.outcome,
    // What was stored is JSON.
    ...(entry.output === null ? {} : { output: parse(entry.output) as NonNullable<StepRecord["output"]> }),
    attempts: head.attempts.map(attemptRecord),
  };
}

function attemptRecord(attempt: EntryAttempt): AttemptRecord {
  const { interrupted: _interrupted, probe: _probe, ...record } = attempt;
  return record;
}
