import { contractReference, object, word } from "../../vocabulary.ts";
import type { TriggerKind } from "./kind.ts";

/** Somebody published an event. */
export const eventTrigger: TriggerKind = {
  name: "event",
  schema: object(
    {
      of: contractReference("The contract of the event, which is `message.data`."),
      from: word(
        ["now", "beginning"],
        "Where the route begins that was never deployed before: with what is published from then on (`now`, the default), or with the oldest event that is still kept.",
      ),
    },
    ["of"],
    "An event that a route publishes, or that comes in by `POST /events`. Events of one key are worked in order, one at a time, unless `lane` says otherwise.",
  ),
  link(document, context) {
    const { event } = document.spec.trigger;
    if (event !== undefined) context.names.find("Contract", event.of, document.spanOf(event, "of"));
  },
  prepare(document, model) {
    const { event } = document.spec.trigger;
    const schema = model.contracts.get(event?.of ?? "")?.schema;
    if (!event || !schema) return undefined;
    return {
      data: schema,
      lower: () => ({
        trigger: { kind: "event", contract: schema.label, type: schema.type, from: event.from ?? "now" },
        data: schema.type,
      }),
    };
  },
};
