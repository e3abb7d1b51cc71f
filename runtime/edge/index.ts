import type { Estate } from "../contract/estate.ts";
import type { Route } from "../contract/route.ts";
import type { Webhook } from "../contract/system.ts";
import type { Flow } from "../flow/index.ts";
import type { Metrics } from "../telemetry/metrics.ts";
import type { BackUp } from "./admin/backup.ts";
import { guarded } from "./admin/guard.ts";
import { adminRoutes } from "./admin/index.ts";
import type { EdgeContext } from "./context.ts";
import { asyncApi, documentHandler } from "./documents.ts";
import { eventsHandler } from "./events.ts";
import { whereEventsAre } from "./events-away.ts";
import { live, ready } from "./health.ts";
import { httpHandler } from "./http-route.ts";
import { problem } from "./problem.ts";
import type { Handler } from "./request.ts";
import type { EdgeRoute } from "./router.ts";
import { runHandler } from "./runs.ts";
import { webhookHandler } from "./webhook.ts";

export interface EdgeOptions {
  readonly estate: Estate;
  readonly routes: readonly Route<unknown>[];
  readonly context: EdgeContext;
  readonly flow: Pick<Flow, "snapshot">;
  readonly metrics: Metrics;
  readonly adminToken: string | undefined;
  readonly phase: () => "starting" | "serving" | "draining";
  /** Where the service has a store of its own and was told where copies go. */
  readonly backUp?: BackUp | undefined;
}

/** Every address a service answers at, but the simulated systems'. */
export function edgeRoutes({
  estate,
  routes,
  context,
  flow,
  metrics,
  adminToken,
  phase,
  backUp,
}: EdgeOptions): readonly EdgeRoute[] {
  return [
    ...webhookRoutes(context, routes, phase),
    ...httpRoutes(context, routes, phase),
    // Whoever may publish starts runs of every route that takes the event: as much as an administrator.
    {
      method: "POST",
      path: "/events",
      handler: guarded(adminToken, whenServing(phase, whereEventsAre(eventsHandler(context, routes)))),
    },
    { method: "GET", path: "/runs/{id}", handler: runHandler(context) },
    { method: "GET", path: "/health/live", handler: live },
    { method: "GET", path: "/health/ready", handler: ready(context, phase) },
    { method: "GET", path: "/metrics", handler: metricsHandler(metrics) },
    { method: "GET", path: "/openapi.json", handler: documentHandler(estate.openapi) },
    { method: "GET", path: "/asyncapi.json", handler: documentHandler(asyncApi(estate)) },
    ...adminRoutes(context.engine, flow, routes, adminToken, backUp),
  ];
}

function webhookRoutes(
  context: EdgeContext,
  routes: readonly Route<unknown>[],
  phase: EdgeOptions["phase"],
): EdgeRoute[] {
  const triggered = Map.groupBy(routes, ({ trigger }) =>
    trigger.kind === "webhook" ? address(trigger.webhook) : "",
  );
  triggered.delete("");
  return [...triggered].flatMap(([path, group]) => {
    const trigger = group[0]?.trigger;
    if (trigger?.kind !== "webhook") return [];
    return [
      { method: "POST", path, handler: whenServing(phase, webhookHandler(context, trigger.webhook, group)) },
    ];
  });
}

function address({ system, name }: Webhook<unknown>): string {
  return `/webhooks/${system.name}/${name}`;
}

function httpRoutes(
  context: EdgeContext,
  routes: readonly Route<unknown>[],
  phase: EdgeOptions["phase"],
): EdgeRoute[] {
  return routes.flatMap((route) => {
    const { trigger } = route;
    if (trigger.kind !== "http") return [];
    return [
      {
        method: trigger.method,
        path: `/api${trigger.path}`,
        handler: whenServing(phase, httpHandler(context, route, trigger)),
      },
    ];
  });
}

/** Nothing is taken that would not be worked. */
function whenServing(phase: EdgeOptions["phase"], handler: Handler): Handler {
  return (request) =>
    phase() === "serving"
      ? handler(request)
      : Promise.resolve(problem({ status: 503, title: `The service is ${phase()}` }, { "retry-after": "1" }));
}

function metricsHandler(metrics: Metrics): Handler {
  return async () => ({
    status: 200,
    headers: { "content-type": "text/plain; version=0.0.4; charset=utf-8" },
    body: await metrics.text(),
  });
}
