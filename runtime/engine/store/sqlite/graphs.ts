import type { GraphReads, GraphWrites } from "../port.ts";
import type { Connection } from "./connection.ts";

/** The steps of routes by build, for as long as a run that began in that build may have to move to another. */
export function graphWrites(database: Connection): GraphWrites {
  const keep = database.prepare("INSERT OR REPLACE INTO graphs VALUES (?, ?, ?)");
  const forget = database.prepare(
    `DELETE FROM graphs WHERE build <> ?
     AND NOT EXISTS (SELECT 1 FROM ends e WHERE e.build = graphs.build AND e.state IN ('paused', 'failed'))
     AND build NOT IN (SELECT coalesce(l.build, r.build) FROM live l JOIN runs r ON r.seq = l.seq)`,
  );
  return {
    graph(build, route, steps) {
      keep.run(build, route, steps);
      return null;
    },
    forgetGraphs(build) {
      forget.run(build);
      return null;
    },
  };
}

export function graphReads(database: Connection): GraphReads {
  const one = database.prepare("SELECT steps FROM graphs WHERE build = ? AND route = ?");
  return { graph: (build, route) => one.get(build, route)?.["steps"] as string | undefined };
}
