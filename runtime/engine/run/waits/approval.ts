import { crashPoint } from "../../crash-point.ts";
import type { Approved, ApproveOptions, StepInfo } from "../../port.ts";
import type { ApprovalRow } from "../../store/port.ts";
import type { Execution } from "../program/execution.ts";
import { restored } from "../program/step.ts";

/**
 * Waits for a person's word, or until its time is over.
 *
 * 1. Who is first counts, durably: the person's decision or the deadline, never both.
 * 2. The run goes on only with what the store says, so it may wait in memory, outside it, or in the next process.
 */
export async function waitForApproval(
  execution: Execution,
  info: StepInfo,
  { role, show, withinMs }: ApproveOptions,
): Promise<Approved> {
  const { journal, around, run } = execution;
  const entry = journal.entry(info);
  const { head, position } = entry;
  // What this function recorded.
  if (head.outcome === "ok") return restored(entry, journal.json.parse) as Approved;
  journal.waits = true;
  if (head.outcome !== "waiting") {
    await execution.boundary();
    const now = around.clock.now();
    head.outcome = "waiting";
    if (withinMs !== undefined) head.wakeAt = now + withinMs;
    journal.record(entry);
    const text = journal.json.stringify(show) ?? "null";
    const deadline = head.wakeAt ?? null;
    await journal.commit(["askApproval", run.seq, position, info.name, role, text, deadline, now]);
    crashPoint("approval-asked");
  }
  for (;;) {
    const heard = execution.calledTimes;
    const approved = decided(await journal.store.read("approval", run.seq, position));
    if (approved !== undefined) {
      head.outcome = "ok";
      entry.output = JSON.stringify(approved);
      journal.record(entry);
      journal.lazily(["waited", run.seq, position]);
      return approved;
    }
    if (head.wakeAt !== undefined && head.wakeAt <= around.clock.now()) {
      await journal.commit(["expireApproval", run.seq, position]);
      crashPoint("approval-expired");
    } else await execution.untilCalled(head.wakeAt ?? Number.POSITIVE_INFINITY, "approval", heard);
  }
}

function decided(row: ApprovalRow | undefined): Approved | undefined {
  if (row?.decision === undefined || row.decision === null) return undefined;
  if (row.decision === "expired") return { kind: "expired" };
  return {
    kind: row.decision,
    by: row.by ?? "",
    at: row.decidedAt ?? 0,
    ...(row.note === null ? {} : { note: row.note }),
  };
}
