import type { Json } from "../../contract/json.ts";
import type { Route } from "../../contract/route.ts";
import type { Engine } from "../../engine/port.ts";
import { structured } from "../../events/cloud-event.ts";
import { EventRefusal, type LoggedEvent } from "../../events/port.ts";
import { mask } from "../../telemetry/personal.ts";
import { problem } from "../problem.ts";
import { type Handler, json } from "../request.ts";
import { deciding, decisionOf, filtersOf, limitOf, said, timeOf } from "./said.ts";

/** `GET /admin/events?type=&since=&after=&limit=`: oldest first, masked by contract; `next` is where to go on (`after`). */
export function listEvents({ events }: Engine, routes: readonly Route<unknown>[]): Handler {
  return async ({ url }) => {
    const asked = filtersOf(url, "type", "since", "after", "limit");
    const [type, since, after] = [asked.get("type"), asked.get("since"), asked.get("after")];
    if (since !== null && type === null)
      return problem({
        status: 400,
        title: "since needs a type",
        detail: "the log is in order of positions",
      });
    const limit = limitOf(url);
    if (type === null && events.capabilities.reads === "one-type")
      return problem({
        status: 400,
        title: "type is needed",
        detail: "each type has a log of its own here",
      });
    const found = await events.read({
      ...(type === null ? {} : { type }),
      ...(since === null ? {} : { since: timeOf(since, "since") }),
      ...(after === null ? {} : { after }),
      limit,
    });
    return json(200, {
      events: found.map((logged) => shown(logged, routes)),
      ...(found.length === limit && { next: found.at(-1)?.position }),
    });
  };
}

/** `GET /admin/events/consumers`: each route that takes events, how far it is and how far behind, and what is in the way. */
export function listConsumers({ events }: Engine): Handler {
  return async () => {
    const groups = await events.consumers();
    const troubles = events.troubles();
    return json(200, {
      ...(troubles.length > 0 && {
        troubles: troubles.map(({ group, message, since }) => ({
          ...(group === undefined ? {} : { route: group }),
          message,
          since: new Date(since).toISOString(),
        })),
      }),
      consumers: groups.map(({ group, oldestBehindAt, ...rest }) => ({
        route: group,
        ...rest,
        ...(oldestBehindAt === undefined ? {} : { oldestBehindAt: new Date(oldestBehindAt).toISOString() }),
      })),
    });
  };
}

/** `POST /admin/events/replay` with `{"route","from","dryRun"?,"reason"?}`: the route takes again what was published since. */
export function replayEvents({ events }: Engine, routes: readonly Route<unknown>[]): Handler {
  return async (request) => {
    const order = said(request, { ...deciding, route: "text", from: "text", dryRun: "flag" });
    const { route, from, dryRun = false } = order;
    if (route === undefined || from === undefined)
      return problem({ status: 422, title: "route and from are needed" });
    try {
      const replayed = await events.replay({
        group: route,
        from: timeOf(from, "from"),
        dryRun,
        ...decisionOf(order),
      });
      const { first, last } = replayed;
      return json(dryRun ? 200 : 202, {
        route,
        events: replayed.events,
        dryRun,
        ...(first && { first: shown(first, routes) }),
        ...(last && { last: shown(last, routes) }),
      });
    } catch (error) {
      if (!(error instanceof EventRefusal)) throw error;
      return problem({ status: 404, title: error.message });
    }
  };
}

/** Of a type that no route here consumes nobody can say what is personal: all of its data is masked. */
function shown({ position, event }: LoggedEvent, routes: readonly Route<unknown>[]): object {
  const known = routes
    .flatMap(({ trigger, awaits = [] }) => [...(trigger.kind === "event" ? [trigger.event] : []), ...awaits])
    .find(({ type }) => type === event.type);
  const personal = known ? (known.contract.personal ?? []) : [[]];
  return { position, ...structured({ ...event, data: mask(event.data, personal) as Json }) };
}
