import type { Write } from "../store/port.ts";
import { type Entry, type Head, isLost, isWait } from "./program/entry.ts";

/**
 * What is written so that a run begins again with some of its steps.
 *
 * 1. Events stay: what was published stays published, once.
 * 2. Attempts made so far stay in history and no longer count against the policy.
 * 3. A step whose effect happened or may have happened is attempted again as after an unknown outcome, under the same attempt
 *    key: an operation that looks first will look, a receiver that knows keys will know it.
 * 4. But what was undone is done anew, under another key.
 * 5. A step that the store has lost stays lost: any that begins anew may have been it (`runStep`).
 */
export function reopenWrites(seq: number, entries: readonly Entry[], again: readonly Entry[]): Write[] {
  const undone = undoneSteps(entries);
  return again
    .filter(({ head }) => head.kind !== "publish")
    .flatMap((entry): Write[] => {
      const { head, position } = entry;
      if (isLost(entry)) {
        const passed: Head = { ...head, handled: true };
        return [
          ["step", seq, position, JSON.stringify(passed), null],
          ["waited", seq, position],
        ];
      }
      const waits: Write[] = isWait(entry) ? [["waited", seq, position]] : [];
      if (head.attempts.length === 0) return [["forget", seq, position], ...waits];
      const anew = undone.has(head.name) || undone.has(head.name.slice(undoing.length));
      return [["step", seq, position, JSON.stringify(reopened(head, anew)), null]];
    });
}

const undoing = "compensate:";

function undoneSteps(entries: readonly Entry[]): ReadonlySet<string> {
  const names = entries.filter(({ head }) => head.outcome === "ok" && head.name.startsWith(undoing));
  return new Set(names.map(({ head }) => head.name.slice(undoing.length)));
}

function reopened(head: Head, anew: boolean): Head {
  const { failure: _, wakeAt: __, handled: ___, unknown, ...kept } = head;
  const open: Head = { ...kept, outcome: "running", spared: head.attempts.length };
  if (anew) return { ...open, again: (head.again ?? 0) + 1 };
  return head.outcome === "ok" || unknown === true ? { ...open, unknown: true } : open;
}

/** A step and what follows it. What another branch or item did at the time does not follow: it was not waited for. */
export function follows({ head: { name }, position }: Entry, entries: readonly Entry[]): Entry[] {
  const own = [...name.matchAll(/\[\d+\]/g)].map(({ index, 0: number }) => ({
    list: name.slice(0, index + 1),
    item: name.slice(0, index + number.length),
  }));
  const beside = (other: string): boolean =>
    own.some(({ list, item }) => other.startsWith(list) && !other.startsWith(item));
  return entries.filter((entry) => entry.position >= position && !beside(entry.head.name));
}

/** The names of steps that would stay undone where the run goes on as if they were done. */
export function leftUndone(entries: readonly Entry[], again: readonly Entry[]): string[] {
  const undone = undoneSteps(entries);
  const kept = entries.filter((entry) => undone.has(entry.head.name) && !again.includes(entry));
  return kept.map(({ head }) => head.name);
}

/** The steps that a redrive opens: all, or (in an `each`, of all items) those that failed and that the route did not deal with. */
export function redriven(entries: readonly Entry[], step: string | null, from: "step" | "start"): Entry[] {
  return entries.filter((entry) => from === "start" || isFailed(entry, step));
}

/** The names of those whose effect would happen a second time with nothing to tell it from the first. */
export function repeated(
  entries: readonly Entry[],
  again: readonly Entry[],
  from: "step" | "start",
): string[] {
  const undone = undoneSteps(entries);
  const would = again.filter(({ head }) => {
    if (head.once !== true || undone.has(head.name)) return false;
    return head.outcome === "ok" || (from === "start" && head.unknown === true);
  });
  return would.map(({ head }) => head.name);
}

function isFailed(entry: Entry, step: string | null): boolean {
  if (entry.head.outcome !== "failed" || entry.head.handled === true || step === null) return false;
  if (entry.head.name === step) return true;
  const list = /^(.*?)\[/.exec(step)?.[1];
  return list !== undefined && entry.head.name.startsWith(`${list}[`);
}
