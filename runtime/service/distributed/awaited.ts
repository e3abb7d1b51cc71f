import type { Json } from "../../contract/json.ts";
import type { AcceptCommand } from "../../engine/port.ts";
import type { EventGroup, Inbox } from "../../events/broker.ts";
import type { CloudEvent, Events } from "../../events/port.ts";

/** Tells which store an event was committed in before a broker carried it: as an extension attribute of CloudEvents. */
export const markName = "waybillstore";

/**
 * Events that runs wait for and that came to the broker from outside. What runs publish stands in the shared log already, where waits
 * are looked up; this brings the rest there. One group for each type, so that one replica does it.
 */
export function awaitedGroups(types: readonly string[]): readonly EventGroup[] {
  return [...new Set(types)].map((type) => ({
    name: `waybill.awaited.${type}`,
    consumption: {
      type,
      from: "now",
      accept: (event): AcceptCommand => ({
        route: "",
        // JSON, as every event is.
        input: event as unknown as Json,
        searchKeys: [],
      }),
    },
  }));
}

/** Writes what the groups take into the log, but for what came from this store. */
export function awaitedInbox(log: Pick<Events, "publish">, store: string): Inbox {
  return {
    async accept({ input }) {
      const event = input as unknown as CloudEvent; // as `awaitedGroups` made it
      if (event.extensions?.[markName] !== store) await log.publish([event]);
    },
  };
}
