import type { GraphReads, GraphWrites } from "../port.ts";
import { type AreaReads, doing, type Operations } from "./operation.ts";

/** The steps of routes by build, for as long as a run that began in that build may have to move to another. */
export const graphOperations: Operations<keyof GraphWrites> = {
  graph: doing(
    ["_build text", "_route text", "_steps text"],
    `INSERT INTO waybill.graphs (build, route, steps) VALUES (_build, _route, _steps)
     ON CONFLICT (build, route) DO UPDATE SET steps = excluded.steps WHERE graphs.steps <> excluded.steps;`,
  ),
  forgetGraphs: doing(
    ["_build text"],
    `DELETE FROM waybill.graphs WHERE build <> _build AND build NOT IN (
       SELECT coalesce(l.build, r.build) FROM waybill.live l JOIN waybill.runs r ON r.seq = l.seq
       UNION SELECT build FROM waybill.ends WHERE state IN ('paused', 'failed') AND state <> 'done'
     );`,
  ),
};

export const graphReads: AreaReads<keyof GraphReads> = {
  graph: async (query, build, route) =>
    (
      await query<{ readonly steps: string }>(
        "SELECT steps FROM waybill.graphs WHERE build = $1 AND route = $2",
        [build, route],
      )
    )[0]?.steps,
};
