import { Failure } from "../contract/failure.ts";
import type { Message, Route, RouteRun } from "../contract/route.ts";
import type { Program, RunContext } from "../engine/port.ts";
import { consumptionOf } from "../events/consumption.ts";
import { scheduleOf } from "../schedule/schedule.ts";
import type { Client } from "../systems/client.ts";
import { personalValues } from "../telemetry/personal.ts";
import { personalOf } from "../telemetry/trigger.ts";
import { approve } from "./approve.ts";
import { call } from "./call.ts";
import { compensable, compensate, undoingPrefix } from "./compensate.ts";
import { discreet } from "./discreet.ts";
import { each } from "./each.ts";
import { failureOf } from "./failure-of.ts";
import { valueOf } from "./given.ts";
import type { StepKit } from "./kit.ts";
import { located } from "./located.ts";
import { lookup } from "./lookup.ts";
import { map } from "./map.ts";
import type { RunObserver } from "./observer.ts";
import { parallel } from "./parallel.ts";
import { provide } from "./provide.ts";
import { publish } from "./publish.ts";
import { receive } from "./receive.ts";
import { respond } from "./respond.ts";
import { subroute } from "./subroute.ts";
import { sleep, wait } from "./wait.ts";

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
        if (trigger.kind === "event") receive(kit, trigger.event.contract, message.data, route.at);
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

/** Every step kind, each from its own file. */
export function routeRun(kit: StepKit, answering: RouteRun["respond"] = respond(kit)): RouteRun {
  const within = (prefix: string): RouteRun =>
    routeRun({ ...kit, prefix: `${kit.prefix}${prefix}` }, answering);
  const inRoute = (route: Route<unknown>, prefix: string, answer: RouteRun["respond"]): RouteRun =>
    routeRun({ ...kit, route, prefix: `${kit.prefix}${prefix}` }, answer);
  const run: RouteRun = {
    approve: approve(kit),
    call: call(kit),
    compensable: compensable(kit, () =>
      routeRun({ ...kit, prefix: `${undoingPrefix}${kit.prefix}` }, answering),
    ),
    compensate: compensate(kit),
    each: each(kit, within),
    end: (outcome) => ({ outcome }),
    fail(step, reason) {
      throw discreet(kit, new Failure("refused", valueOf(kit, step, reason), { at: step.at }));
    },
    failureOf: failureOf(kit),
    lookup: lookup(kit),
    map: map(kit),
    parallel: parallel(kit, within),
    provide: (step, capability, operation, input) => provide(kit, run)(step, capability, operation, input),
    publish: publish(kit),
    respond: answering,
    sleep: sleep(kit),
    subroute: subroute(kit, inRoute),
    wait: wait(kit),
  };
  return run;
}
