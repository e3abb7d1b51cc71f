import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseJson, stringifyJson } from "../library/json.ts";
import type { Fault, ReceivedCall, SimulatedResponse, StoredObject } from "./data.ts";

/** A change of a system's state: what is kept on disk, one a line. */
export type Change =
  | { readonly kind: "called"; readonly call: ReceivedCall }
  | { readonly kind: "created"; readonly object: StoredObject }
  | { readonly kind: "changed"; readonly index: number; readonly object: StoredObject | null }
  | { readonly kind: "answered"; readonly key: string; readonly response: SimulatedResponse };

export interface ActiveFault extends Fault {
  remaining: number;
  /** Milliseconds since the epoch; infinite without `forMs`. */
  readonly until: number;
}

/**
 * What one simulated system knows.
 *
 * Invariants:
 * 1. State is the sum of its changes; with a folder each change is on disk before the call is answered.
 * 2. Faults are of the process: a restarted simulator has none.
 */
export interface SystemState {
  readonly calls: readonly ReceivedCall[];
  /** Null where one was deleted, so that the others keep their places. */
  readonly objects: readonly (StoredObject | null)[];
  readonly answers: ReadonlyMap<string, SimulatedResponse>;
  faults: ActiveFault[];
  apply(change: Change): void;
  /** A number that no object of this system had before. */
  next(): number;
  forget(): void;
}

/** @param folder where what a system was given is kept as lines of JSON, and found again; undefined: in memory alone */
export function createState(system: string, folder: string | undefined): SystemState {
  const file = folder === undefined ? undefined : join(folder, `${system}.jsonl`);
  if (folder !== undefined) mkdirSync(folder, { recursive: true });
  const calls: ReceivedCall[] = [];
  const objects: (StoredObject | null)[] = [];
  const answers = new Map<string, SimulatedResponse>();

  function take(change: Change): void {
    if (change.kind === "called") calls.push(change.call);
    if (change.kind === "created") objects.push(change.object);
    if (change.kind === "changed") objects[change.index] = change.object;
    if (change.kind === "answered") answers.set(change.key, change.response);
  }

  const state: SystemState = {
    calls,
    objects,
    answers,
    faults: [],
    apply(change) {
      take(change);
      if (file !== undefined) appendFileSync(file, `${stringifyJson(change)}\n`);
    },
    next: () => 1_000_001 + objects.length,
    forget() {
      calls.length = 0;
      objects.length = 0;
      answers.clear();
      state.faults = [];
      if (file !== undefined) writeFileSync(file, "");
    },
  };
  for (const change of file === undefined ? [] : readChanges(file)) take(change);
  return state;
}

/** A last line that was cut off by a kill is a change that was never answered. */
function readChanges(file: string): Change[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .flatMap((line) => {
      try {
        return line ? [parseJson(line) as Change] : []; // written by `apply`
      } catch {
        return [];
      }
    });
}
