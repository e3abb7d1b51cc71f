import type { RouteStep } from "../../kinds/route/steps/plan.ts";
import { allSteps } from "../../kinds/route/steps/plan-walk.ts";
import type { RouteTrigger } from "../../kinds/route/triggers/plan.ts";
import type { Plan, PlanLocation, PlanType } from "../../plan/plan.ts";
import type { Symbols } from "../symbols.ts";
import { cloudEventHeaders, headersOf } from "./cloud-event-headers.ts";
import { Components } from "./components.ts";

interface EventUse {
  /** `order-accepted@1`: the contract, and the event's type. */
  readonly contract: string;
  readonly type: PlanType;
  readonly at: PlanLocation;
  /** The route that consumes it, or a route's step that waits for it; absent where a step publishes it. */
  readonly consumer?: string;
}

interface Channel {
  readonly contract: string;
  readonly type: PlanType;
  readonly sends: readonly PlanLocation[];
  readonly receives: readonly EventUse[];
}

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

/** By the names of their contracts. */
function channelsOf(plan: Plan): readonly Channel[] {
  const uses = plan.routes.flatMap((route): EventUse[] => {
    // What lowering makes of a route's steps and trigger.
    const trigger = route.trigger as RouteTrigger;
    const ofSteps = allSteps(route.steps as readonly RouteStep[]).flatMap((step): EventUse[] => {
      if (step.kind === "publish") return [{ contract: step.contract, type: step.type, at: step.at }];
      if (step.kind !== "wait" || !step.event) return [];
      return [{ ...step.event, at: step.at, consumer: `${route.name}.${step.name}` }];
    });
    if (trigger.kind !== "event") return ofSteps;
    const { contract, type } = trigger;
    return [...ofSteps, { contract, type, at: route.at, consumer: route.name }];
  });
  return [...Map.groupBy(uses, ({ contract }) => contract)]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([contract, group]) =>
      group.slice(0, 1).map(({ type }) => ({
        contract,
        type,
        sends: group.filter(({ consumer }) => consumer === undefined).map(({ at }) => at),
        receives: group.filter(({ consumer }) => consumer !== undefined),
      })),
    );
}

/** AsyncAPI 3.0.0, "Components Object": keys match `^[a-zA-Z0-9.\-_]+$`, which `@` does not. */
function idOf(contract: string): string {
  return contract.replaceAll(/[^a-zA-Z0-9._-]/g, "-");
}
