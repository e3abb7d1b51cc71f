import { crashPoint } from "../../crash-point.ts";
import type { Engine } from "../../port.ts";
import type { Store } from "../../store/port.ts";
import { parseRunId } from "../../store/run-id.ts";
import type { Clock } from "../clock.ts";
import type { Movement } from "../movement.ts";
import { readEntry } from "../program/entry.ts";

/** A person's word on an approval, audited in the same commit: the first counts, and none that comes after the deadline. */
export async function decideApproval(
  { store, clock, movement }: { readonly store: Store; readonly clock: Clock; readonly movement: Movement },
  id: string,
  step: string,
  { decision, by, note }: Parameters<Engine["decide"]>[2],
): ReturnType<Engine["decide"]> {
  const parsed = parseRunId(id);
  const row = parsed && (await store.read("run", parsed.seq));
  if (row === undefined || row.token !== parsed?.token) return "unknown";
  const action = decision === "approved" ? "approve" : "reject";
  const detail = note === undefined ? step : `${step}: ${note}`;
  const answer = await store.write([
    ["decideApproval", row.seq, step, decision, note ?? null, clock.now(), action, id, by, detail],
  ]);
  crashPoint("approved");
  if (answer === "done") movement.call(row.seq);
  if (answer === "done" || answer === "already") return answer;
  // A run that has gone on has forgotten that it asked, but not that it did the step.
  const entries = (await store.read("steps", row.seq)).map(readEntry);
  return entries.some(({ head }) => head.name === step && head.kind === "approve") ? "already" : "unknown";
}
