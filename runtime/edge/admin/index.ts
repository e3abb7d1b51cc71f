import type { Route } from "../../contract/route.ts";
import type { Engine } from "../../engine/port.ts";
import type { Flow } from "../../flow/index.ts";
import { whereEventsAre } from "../events-away.ts";
import type { EdgeRoute } from "../router.ts";
import { decideApproval, listApprovals, listAudit } from "./approvals.ts";
import { type BackUp, backup } from "./backup.ts";
import { bulkDeadLetters, bulkProgress } from "./bulk.ts";
import { discardDeadLetter, listDeadLetters, redriveDeadLetter, showDeadLetter } from "./dead-letters.ts";
import { erase } from "./erase.ts";
import { listConsumers, listEvents, replayEvents } from "./events.ts";
import { guarded } from "./guard.ts";
import { actOnRun, listRuns } from "./runs.ts";
import { listSchedules } from "./schedules.ts";
import { systemsHandler } from "./systems.ts";
import { traceHandler } from "./trace.ts";

/** What an operator reads and decides, each behind the token. */
export function adminRoutes(
  engine: Engine,
  flow: Pick<Flow, "snapshot">,
  routes: readonly Route<unknown>[],
  token: string | undefined,
  backUp?: BackUp,
): readonly EdgeRoute[] {
  const all: readonly EdgeRoute[] = [
    { method: "GET", path: "/admin/approvals", handler: listApprovals(engine) },
    { method: "POST", path: "/admin/approvals/{run}/{step}", handler: decideApproval(engine) },
    { method: "GET", path: "/admin/audit", handler: listAudit(engine) },
    { method: "POST", path: "/admin/backup", handler: backup(backUp) },
    { method: "GET", path: "/admin/deadletters", handler: listDeadLetters(engine, routes) },
    { method: "GET", path: "/admin/deadletters/{id}", handler: showDeadLetter(engine, routes) },
    { method: "POST", path: "/admin/deadletters/{id}/discard", handler: discardDeadLetter(engine) },
    { method: "POST", path: "/admin/deadletters/{id}/redrive", handler: redriveDeadLetter(engine) },
    { method: "POST", path: "/admin/deadletters", handler: bulkDeadLetters(engine) },
    { method: "GET", path: "/admin/deadletters/bulk/{id}", handler: bulkProgress(engine) },
    { method: "POST", path: "/admin/erase", handler: erase(engine) },
    { method: "GET", path: "/admin/events", handler: whereEventsAre(listEvents(engine, routes)) },
    { method: "GET", path: "/admin/events/consumers", handler: whereEventsAre(listConsumers(engine)) },
    { method: "POST", path: "/admin/events/replay", handler: whereEventsAre(replayEvents(engine, routes)) },
    { method: "GET", path: "/admin/runs", handler: listRuns(engine) },
    { method: "POST", path: "/admin/runs/{id}/{act}", handler: actOnRun(engine) },
    { method: "GET", path: "/admin/schedules", handler: listSchedules(engine) },
    { method: "GET", path: "/admin/systems", handler: systemsHandler(flow) },
    { method: "GET", path: "/admin/trace", handler: traceHandler(engine) },
  ];
  return all.map((route) => ({ ...route, handler: guarded(token, route.handler) }));
}
