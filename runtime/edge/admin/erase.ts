import type { Engine } from "../../engine/port.ts";
import { problem } from "../problem.ts";
import { type Handler, json } from "../request.ts";
import { decided, deciding, decisionOf, said } from "./said.ts";

const fields = { ...deciding, key: "text", dryRun: "flag", discard: "flag" } as const;

/**
 * `POST /admin/erase` with `{"key","by","reason","dryRun","discard"}`: what is personal in the runs of a key, and in what came of them.
 * 202 where some are not over yet, 200 where nothing is left to do. `kept`: the topics that hold events of them all the same.
 */
export function erase(engine: Engine): Handler {
  return (request) =>
    decided(async () => {
      const order = said(request, fields);
      const { key, dryRun = false, discard = false } = order;
      const { by, reason } = decisionOf(order);
      if (key === undefined) return problem({ status: 422, title: "key says whose data" });
      if (reason === undefined) return problem({ status: 422, title: "data is erased for a reason" });
      const erased = await engine.erase({ key, by, reason, dryRun, discard });
      const kept = erased.kept.map(({ until, ...place }) => ({
        ...place,
        ...(until !== undefined && { until: new Date(until).toISOString() }),
      }));
      return json(dryRun || erased.left.length === 0 ? 200 : 202, { ...erased, kept });
    });
}
