import type { Engine } from "../../engine/port.ts";
import { problem } from "../problem.ts";
import { type Handler, json } from "../request.ts";
import { decided, decisionOf, flagOf, wordOf } from "./said.ts";

/**
 * `POST /admin/erase` with `{"key","by","reason","dryRun","discard"}`: what is personal in the runs of a key, and in what came of them.
 * 202 where some are not over yet, 200 where nothing is left to do.
 */
export function erase(engine: Engine): Handler {
  return (request) =>
    decided(async () => {
      const { by, reason } = decisionOf(request);
      const key = wordOf(request, "key");
      if (key === undefined) return problem({ status: 422, title: "key says whose data" });
      if (reason === undefined) return problem({ status: 422, title: "data is erased for a reason" });
      const dryRun = flagOf(request, "dryRun");
      const erased = await engine.erase({ key, by, reason, dryRun, discard: flagOf(request, "discard") });
      return json(dryRun || erased.left.length === 0 ? 200 : 202, erased);
    });
}
