import { findWebhook, splitReference } from "../../references.ts";
import { reference } from "../../vocabulary.ts";
import type { TriggerKind } from "./kind.ts";

/** A system tells us something. */
export const webhookTrigger: TriggerKind = {
  name: "webhook",
  schema: reference("A webhook of a System. `message.data` is its payload.", ["shopify.ordersCreate"]),
  link(document, context) {
    const { trigger } = document.spec;
    if (trigger.webhook !== undefined)
      findWebhook(trigger.webhook, document.spanOf(trigger, "webhook"), context);
  },
  prepare(document, model) {
    const split = splitReference(document.spec.trigger.webhook ?? "");
    const webhook = split && model.systems.get(split.owner)?.webhooks.get(split.member);
    return (
      split &&
      webhook && {
        data: webhook.payload,
        lower: () => ({
          trigger: { kind: "webhook", system: split.owner, webhook: split.member },
          data: webhook.payload.type,
        }),
      }
    );
  },
};
