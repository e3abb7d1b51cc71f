import type { Json } from "../contract/json.ts";
import type { Message } from "../contract/message.ts";
import type { Route } from "../contract/route.ts";
import type { ScheduledTick, Trigger } from "../contract/trigger.ts";
import { addressOf } from "../events/consumption.ts";
import { instant } from "../library/index.ts";
import type { Schedule } from "./port.ts";
import { timeTable } from "./time-table.ts";

type ScheduleTrigger = Extract<Trigger<unknown>, { readonly kind: "schedule" }>;

/** A route's time table. A tick's own time is its key, so that it is one run; ticks are worked one at a time unless the route says its lane. */
export function scheduleOf(route: Route<unknown>, { cron, zone, missed }: ScheduleTrigger): Schedule {
  const table = timeTable(cron, zone);
  return {
    cron,
    zone,
    missed,
    next: (after) => table.next(after),
    accept(tick) {
      const message = messageOf(route, zone, tick);
      const { key = message.id, lane = route.name } = addressOf(route, message);
      return {
        route: route.name,
        lane,
        input: message as unknown as Json, // all text
        searchKeys: [...new Set([message.id, key])],
        idempotency: { key, keepMs: route.policy.idempotencyMs },
      };
    },
  };
}

function messageOf(route: Route<unknown>, zone: string, tick: number): Message<ScheduledTick> {
  const moment = Temporal.Instant.fromEpochMilliseconds(tick);
  const time = instant(moment.toString());
  const local = moment.toZonedDateTimeISO(zone);
  const scheduledAt =
    local.offsetNanoseconds === 0 ? time : instant(local.toString({ timeZoneName: "never" }));
  return {
    id: `${route.name} ${moment.toString()}`,
    type: "schedule",
    source: route.name,
    time,
    headers: {},
    data: { scheduledAt },
  };
}
