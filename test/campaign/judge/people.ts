import assert from "node:assert/strict";
import type { Seen } from "./seen.ts";

/** What people decided counted once. */
export function judgePeople({ operator, runs, letters, audit }: Seen): void {
  const outcomes = new Map(runs.map(({ run, outcome }) => [run, outcome]));
  for (const [run, words] of operator.decided) {
    assert.equal(words.length, 1, `${run} was decided: ${words.join(", ")}`);
    const outcome = outcomes.get(run);
    if (!operator.givenUp.has(run)) assert.equal(outcome, words[0], `${run}'s decision was not kept`);
  }
  const approvals = audit.filter(({ action }) => action === "approve" || action === "reject");
  assert.equal(new Set(approvals.map(({ subject }) => subject)).size, approvals.length, "Two words counted");
  assert.deepEqual(
    letters.filter(({ state }) => state === "open"),
    [],
    "Dead letters are left open",
  );
  const closed = audit.filter(
    ({ action, subject }) => subject.startsWith("deadletter:") && action !== "show",
  );
  assert.equal(
    new Set(closed.map(({ subject }) => subject)).size,
    closed.length,
    "A letter was closed twice",
  );
}
