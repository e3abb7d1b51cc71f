import type { FailureClass } from "../../../contract/failure.ts";
import type { AttemptRecord, StepInfo, StepRecord } from "../../port.ts";
import type { StepRow } from "../../store/port.ts";
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
  /** A person was told that the effect may have happened in another operation than the one that is now to be called. */
  elsewhere?: true;
  wakeAt?: number;
  failure?: RecordedFailure;
  /** The program went on after the failure. */
  handled?: true;
  /** Its effect must not be repeated: nothing tells the second from the first. */
  once?: true;
  /** How often it was undone and is to be done anew, as another effect. */
  again?: number;
  /** Of a wait: the position up to which the log was searched, and that of the event that ended it. */
  searched?: number;
  took?: number;
}

export interface Entry {
  readonly position: number;
  readonly head: Head;
  /** JSON text, null where there is none. */
  output: string | null;
  /** Whether this execution has come to it. */
  used: boolean;
  /** What the store has of it can not be read. */
  readonly damaged?: true;
}

export function readEntry({ position, head, output }: StepRow): Entry {
  try {
    // The head was written by this engine.
    return { position, head: JSON.parse(head) as Head, output, used: false };
  } catch {
    return { position, head: lost(position), output: null, used: false, damaged: true };
  }
}

/** Of a step that can not be read any more: its effect may have happened, and which it was nobody knows. */
function lost(position: number): Head {
  return {
    name: `damaged-${position}`,
    kind: "damaged",
    at: { file: "", line: 0 },
    outcome: "failed",
    attempts: [],
    once: true,
    unknown: true,
  };
}

/** The store has lost what step this was, be it that nobody has decided about that yet (`damaged`), or that a person let the run begin again without it. */
export function isLost({ head }: Entry): boolean {
  return head.kind === "damaged";
}

/** It waits, and what it waits for may be others, who find it in the store. */
export function isWait({ head }: Entry): boolean {
  return head.outcome === "waiting" && head.attempts.length === 0;
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
