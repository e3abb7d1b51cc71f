import type { Entry } from "./program/entry.ts";
import type { DeadLetterRow, Write } from "./store/port.ts";

/**
 * What is written so that a run begins again.
 *
 * 1. From the step: only the step that failed (in an `each`, those of all items that failed, but for what the route itself dealt with) is open again.
 * 2. From the start: all steps are, except events: what was published stays published, once.
 * 3. Attempts made so far stay in history and no longer count against the policy.
 * 4. A step whose effect happened or may have happened is attempted again as after an unknown outcome, under the same attempt
 *    key: an operation that looks first will look, a receiver that knows keys will know it.
 */
export function redriveWrites(
  letter: Pick<DeadLetterRow, "seq" | "step">,
  entries: readonly Entry[],
  from: "step" | "start",
): Write[] {
  const again = entries.filter((entry) =>
    from === "start" ? entry.head.kind !== "publish" : isFailed(entry, letter.step),
  );
  return again.map((entry): Write => {
    const { head, position } = entry;
    if (head.attempts.length === 0) return ["forget", letter.seq, position];
    const { failure: _, wakeAt: __, handled: ___, ...kept } = head;
    const mayHaveHappened = head.outcome === "ok" || head.unknown === true;
    const reopened = {
      ...kept,
      outcome: "running",
      spared: head.attempts.length,
      ...(mayHaveHappened ? { unknown: true } : {}),
    };
    return ["step", letter.seq, position, JSON.stringify(reopened), null];
  });
}

function isFailed(entry: Entry, step: string | null): boolean {
  if (entry.head.outcome !== "failed" || entry.head.handled === true || step === null) return false;
  if (entry.head.name === step) return true;
  const list = /^(.*?)\[/.exec(step)?.[1];
  return list !== undefined && entry.head.name.startsWith(`${list}[`);
}
