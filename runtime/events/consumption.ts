import type { Json } from "../contract/json.ts";
import type { Message } from "../contract/message.ts";
import type { Route } from "../contract/route.ts";
import type { Trigger } from "../contract/trigger.ts";
import { instant } from "../library/index.ts";
import { newness } from "../library/newness.ts";
import type { CloudEvent, Consumption } from "./port.ts";

type EventTrigger = Extract<Trigger<unknown>, { readonly kind: "event" }>;

/**
 * How a route takes events. Whatever is wrong with one, it is accepted: the run finds it out and is a dead letter, with its
 * payload and in its lane. A replay is part of the key, so that the event is worked again.
 */
export function consumptionOf(
  route: Route<unknown>,
  { event: { type, contract }, from }: EventTrigger,
): Consumption {
  return {
    type,
    from,
    accept(event, { replay }) {
      const message = messageOf(event);
      const { key = `${event.source} ${event.id}`, lane = event.subject } = addressOf(route, message);
      const latest = latestOf(route, message);
      const businessKey = attempt(() => contract.key?.(event.data));
      const known = [event.id, key, event.subject, businessKey].filter((word) => word !== undefined);
      return {
        route: route.name,
        ...(lane === undefined ? {} : { lane }),
        ...(latest === undefined || lane === undefined ? {} : { latest: { by: latest } }),
        input: message as unknown as Json, // made of JSON; raw numbers write themselves
        searchKeys: [...new Set(known)],
        idempotency: {
          key: replay === undefined ? key : `${key} replay ${replay}`,
          keepMs: route.policy.idempotencyMs,
        },
      };
    },
    unreadable({ place, aside, fault, at }) {
      const message: Message<null> = {
        id: place,
        type,
        source: "urn:waybill:unreadable",
        time: instant(new Date(at).toISOString()),
        headers: {},
        data: null,
        unreadable: `${fault}. As it came it stands in ${aside}`,
      };
      return {
        route: route.name,
        input: message as unknown as Json, // made of JSON
        searchKeys: [place],
        idempotency: { key: `unreadable ${place}`, keepMs: route.policy.idempotencyMs },
      };
    },
  };
}

/** Attributes that have no word of their own are headers, named as CloudEvents' HTTP binding names them. */
function messageOf({
  id,
  type,
  source,
  time,
  subject,
  dataschema,
  extensions,
  data,
}: CloudEvent): Message<unknown> {
  const attributes = Object.entries({ subject, dataschema, ...extensions }).flatMap(([name, value]) =>
    value === undefined ? [] : [[`ce-${name}`, value]],
  );
  return { id, type, source, time: instant(time), headers: Object.fromEntries(attributes), data };
}

/** What the route itself says; nothing where its expressions can not be computed from this message. */
export function addressOf(
  route: Route<unknown>,
  message: Message<unknown>,
): { readonly key?: string | undefined; readonly lane?: string | undefined } {
  return { key: attempt(() => route.key?.(message)), lane: attempt(() => route.lane?.(message)) };
}

function latestOf(route: Route<unknown>, message: Message<unknown>): string | number | undefined {
  try {
    return newness(route.latest?.(message));
  } catch {
    return undefined;
  }
}

/** A blank word is none: as a key it would make all messages that lack it one run, and lose them. */
function attempt(word: () => string | undefined): string | undefined {
  try {
    const said = word();
    return said === undefined || said.trim() === "" ? undefined : said;
  } catch {
    return undefined;
  }
}
