import type { Plan, PlanLocation } from "../../plan/plan.ts";
import type { Symbols } from "../symbols.ts";
import { type Channel, channelsOf } from "./channels.ts";
import { cloudEventHeaders, headersOf } from "./cloud-event-headers.ts";
import { Components } from "./components.ts";

/**
 * The AsyncAPI 3.0 document of the events that routes publish, consume and wait for: a channel an event, its data described by its contract,
 * its headers by CloudEvents' binary mode. One operation says that it is sent, one for each consuming route that it is received.
 */
export function asyncapiOf(plan: Plan, symbols: Symbols): unknown {
  const components = new Components(symbols);
  const channels = channelsOf(plan);
  const domains = new Map(plan.contracts.map(({ name, version, domain }) => [`${name}@${version}`, domain]));
  return {
    asyncapi: "3.0.0",
    info: { title: plan.estate.name, version: "1" },
    defaultContentType: "application/json",
    channels: Object.fromEntries(
      channels.map(({ contract }) => [
        idOf(contract),
        {
          address: contract,
          messages: { event: { $ref: `#/components/messages/${idOf(contract)}` } },
        },
      ]),
    ),
    operations: Object.fromEntries(channels.flatMap(operationsOf)),
    components: {
      messages: Object.fromEntries(
        channels.map(({ contract, type }) => [
          idOf(contract),
          messageOf(contract, components.reference(type), domains.get(contract)),
        ]),
      ),
      schemas: {
        ...components.schemas(),
        ...(channels.length > 0 && { [cloudEventHeaders.name]: cloudEventHeaders.schema }),
      },
    },
  };
}

function messageOf(contract: string, payload: unknown, domain: string | undefined): unknown {
  return {
    name: contract,
    contentType: "application/json",
    headers: headersOf(contract),
    ...(domain !== undefined && { tags: [{ name: domain }] }),
    payload,
  };
}

function operationsOf({ contract, sends, receives }: Channel): [string, unknown][] {
  const channel = { $ref: `#/channels/${idOf(contract)}` };
  const messages = [{ $ref: `#/channels/${idOf(contract)}/messages/event` }];
  const send: [string, unknown][] =
    sends.length === 0
      ? []
      : [[idOf(contract), { action: "send", channel, messages, "x-waybill": sends.map(placeOf) }]];
  const receive = receives.map(({ consumer = "", at }): [string, unknown] => [
    `${consumer}.receive`,
    { action: "receive", channel, messages, "x-waybill": [placeOf(at)] },
  ]);
  return [...send, ...receive];
}

function placeOf({ file, line }: PlanLocation): PlanLocation {
  return { file, line };
}

/** AsyncAPI 3.0.0, "Components Object": keys match `^[a-zA-Z0-9.\-_]+$`, which `@` does not. */
function idOf(contract: string): string {
  return contract.replaceAll(/[^a-zA-Z0-9._-]/g, "-");
}
