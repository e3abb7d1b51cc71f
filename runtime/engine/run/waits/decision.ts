import { crashPoint } from "../../crash-point.ts";
import type { Engine } from "../../port.ts";
import type { Store } from "../../store/port.ts";
import { parseRunId } from "../../store/run-id.ts";
import type { Clock } from "../clock.ts";
import type { Movement } from "../movement.ts";

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
  return answer === "done" || answer === "already" ? answer : "unknown";
}
