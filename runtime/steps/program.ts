import type { Service } from "../contract/estate.ts";
import { Failure } from "../contract/failure.ts";
import type { Message } from "../contract/message.ts";
import type { Route } from "../contract/route.ts";
import type { Program, RunContext } from "../engine/port.ts";
import { consumptionOf } from "../events/consumption.ts";
import { scheduleOf } from "../schedule/schedule.ts";
import type { Client } from "../systems/client.ts";
import { personalValues } from "../telemetry/personal.ts";
import { personalOf } from "../telemetry/trigger.ts";
import { routeRun } from "./index.ts";
import type { StepKit } from "./kit.ts";
import { located } from "./located.ts";
import type { RunObserver } from "./observer.ts";
import { receive } from "./receive.ts";

export interface StepEnvironment {
  /** Its name: what the events of its routes have as their source. */
  readonly estate?: string;
  readonly client: Client;
  /** When a call may go. */
  readonly flow: StepKit["flow"];
  readonly observer?: RunObserver;
  warn(message: string, fields: Readonly<Record<string, unknown>>): void;
}

/** A route as the engine runs it. */
export function programOf(route: Route<unknown>, environment: StepEnvironment): Program {
  const { trigger } = route;
  return {
    route: route.name,
    policy: route.policy,
    graph: route.graph,
    ...(route.criticality !== undefined && { criticality: route.criticality }),
    ...(trigger.kind === "event" && { consumes: consumptionOf(route, trigger) }),
    ...(trigger.kind === "schedule" && { schedule: scheduleOf(route, trigger) }),
    async run(context: RunContext, input) {
      const message = input as unknown as Message<unknown>; // what the edge accepted, read back
      const personal = new Set(personalValues(message.data, personalOf(trigger)));
      const observed = environment.observer?.begun(route, context, message);
      const kit: StepKit = {
        ...environment,
        context,
        route,
        prefix: "",
        personal,
        places: new Map(),
        undoable: new Set(),
        traceparent: observed?.traceparent,
      };
      const run = routeRun(kit);
      try {
        if (trigger.kind === "event") receive(kit, trigger.event.contract, message, route.at);
        const ended = await route.run(run, message);
        observed?.ended(ended.outcome);
        return ended;
      } catch (error) {
        // What a step was blamed for has its place and must stay itself; the rest (an expression between steps) gets the route's.
        const failure = error instanceof Failure && error.detail.at ? error : located(error, route.at);
        observed?.failed(failure);
        throw failure;
      }
    },
  };
}

/** What an engine serves of these routes: one that a capability's provider starts runs inside its caller's run. */
export function programsOf(
  routes: readonly Route<unknown>[],
  environment: StepEnvironment,
): readonly Program[] {
  return routes
    .filter(({ trigger }) => trigger.kind !== "capability")
    .map((route) => programOf(route, environment));
}

/** The routes of services that are one process, each once. */
export function routesOf(services: readonly Service[]): readonly Route<unknown>[] {
  return [...new Map(services.flatMap(({ routes }) => routes).map((route) => [route.name, route])).values()];
}
