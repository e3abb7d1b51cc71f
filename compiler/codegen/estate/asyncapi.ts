import type { RouteStep } from "../../kinds/route/steps/plan.ts";
import { allSteps } from "../../kinds/route/steps/plan-walk.ts";
import type { Plan, PlanLocation, PlanType } from "../../plan/plan.ts";
import type { Symbols } from "../symbols.ts";
import { Components } from "./components.ts";

interface PublishedEvent {
  /** `order-accepted@1`: the contract, and the event's type. */
  readonly contract: string;
  readonly type: PlanType;
  /** The steps that publish it. */
  readonly at: readonly PlanLocation[];
}

/** The AsyncAPI 3.0 document of the events that routes publish: a channel an event, its data described by its contract. */
export function asyncapiOf(plan: Plan, symbols: Symbols): unknown {
  const components = new Components(symbols);
  const events = publishedEvents(plan);
  const domains = new Map(plan.contracts.map(({ name, version, domain }) => [`${name}@${version}`, domain]));
  return {
    asyncapi: "3.0.0",
    info: { title: plan.estate.name, version: "1" },
    defaultContentType: "application/json",
    channels: byId(events, ({ contract }) => ({
      address: contract,
      messages: { event: { $ref: `#/components/messages/${idOf(contract)}` } },
    })),
    operations: byId(events, ({ contract, at }) => ({
      action: "send",
      channel: { $ref: `#/channels/${idOf(contract)}` },
      messages: [{ $ref: `#/channels/${idOf(contract)}/messages/event` }],
      "x-waybill": at.map(({ file, line }) => ({ file, line })),
    })),
    components: {
      messages: byId(events, ({ contract, type }) => {
        const domain = domains.get(contract);
        return {
          name: contract,
          ...(domain !== undefined && { tags: [{ name: domain }] }),
          payload: components.reference(type),
        };
      }),
      schemas: components.schemas(),
    },
  };
}

/** By the names of their contracts. */
function publishedEvents(plan: Plan): readonly PublishedEvent[] {
  const published = plan.routes
    .flatMap((route) => allSteps(route.steps as readonly RouteStep[]))
    .filter((step) => step.kind === "publish");
  return [...Map.groupBy(published, ({ contract }) => contract)]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([contract, steps]) =>
      steps.slice(0, 1).map(({ type }) => ({ contract, type, at: steps.map(({ at }) => at) })),
    );
}

function byId(
  events: readonly PublishedEvent[],
  describe: (event: PublishedEvent) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(events.map((event) => [idOf(event.contract), describe(event)]));
}

/** AsyncAPI 3.0.0, "Components Object": keys match `^[a-zA-Z0-9.\-_]+$`, which `@` does not. */
function idOf(contract: string): string {
  return contract.replaceAll(/[^a-zA-Z0-9._-]/g, "-");
}
