import { EngineRefusal } from "../port.ts";
import type { Entry } from "./program/entry.ts";
import { follows, leftUndone, repeated } from "./redrive.ts";

/**
 * The steps that a restart from a step opens: it and what follows. Throws an `EngineRefusal` where the run never came to the step,
 * would go on without what was undone, or would do a second time what nothing could tell from the first, and nobody insisted.
 */
export function opened(
  id: string,
  entries: readonly Entry[],
  fromStep: string,
  isInsistedOn: boolean,
): readonly Entry[] {
  const from = entries.find(({ head }) => head.name === fromStep);
  if (from === undefined)
    throw new EngineRefusal(
      "unknown",
      `Run ${id} has not come to a step ${fromStep}; it has done ${entries.map(({ head }) => head.name).join(", ") || "nothing"}.`,
    );
  const again = follows(from, entries);
  const undone = leftUndone(entries, again);
  if (undone.length > 0)
    throw new EngineRefusal(
      "conflict",
      `Restarted from ${fromStep}, run ${id} would go on without ${undone.join(", ")}, which was undone: restart it from there, or from before it.`,
    );
  const twice = repeated(entries, again, "start");
  if (twice.length > 0 && !isInsistedOn)
    throw new EngineRefusal(
      "conflict",
      `Restarting run ${id} from ${fromStep} would do ${twice.join(", ")} a second time, which nothing could tell from the first. With force and a reason it is done.`,
    );
  return again;
}
