import type { Json } from "../contract/json.ts";
import type { Route } from "../contract/route.ts";
import type { Contract } from "../contract/validator.ts";
import { isBinary, type Read, readBinary, readStructured } from "../events/cloud-event.ts";
import type { CloudEvent } from "../events/port.ts";
import { stringifyJson } from "../library/json.ts";
import { describeErrors } from "../validation/errors.ts";
import { jsonBody } from "./body.ts";
import type { EdgeContext } from "./context.ts";
import { refuse } from "./problem.ts";
import { type EdgeRequest, type Handler, json } from "./request.ts";

/** Events in one request. */
const most = 1_000;

/**
 * `POST /events`: events from outside, in structured, batched or binary mode. All of them are taken or none: each is of a type that a
 * route here consumes or waits for, and holds against its contract. 202 once they are on stable storage, with what was known already.
 */
export function eventsHandler(context: EdgeContext, routes: readonly Route<unknown>[]): Handler {
  const contracts = new Map(
    routes.flatMap(({ trigger, awaits = [] }) =>
      [...(trigger.kind === "event" ? [trigger.event] : []), ...awaits].map(
        ({ type, contract }) => [type, contract] as const,
      ),
    ),
  );
  return async (request) => {
    const events = readAll(request, context.now()).map((read, index) => taken(read, index, contracts));
    const outcomes = await context.engine.events.publish(events);
    return json(202, {
      events: events.map(({ id, source }, index) => ({ id, source, outcome: outcomes[index] })),
    });
  };
}

function readAll(request: EdgeRequest, now: number): readonly Read[] {
  const { value } = jsonBody(request);
  const body = value as Json; // parsed from JSON
  if (isBinary(request.headers)) return [readBinary(request.headers, body, now)];
  const type = request.headers["content-type"] ?? "";
  if (!/^application\/cloudevents(?:-batch)?\+json/i.test(type))
    refuse({
      status: 415,
      title: "No CloudEvent",
      detail: "send application/cloudevents+json, application/cloudevents-batch+json, or ce- headers",
    });
  if (!/-batch/i.test(type)) return [readStructured(body, now)];
  if (!Array.isArray(body) || body.length > most)
    refuse({ status: 422, title: "A batch is a list", detail: `of at most ${most} events` });
  return (body as readonly Json[]).map((one) => readStructured(one, now));
}

function taken(read: Read, index: number, contracts: ReadonlyMap<string, Contract<unknown>>): CloudEvent {
  if ("fault" in read)
    return refuse({ status: 422, title: "Not a valid CloudEvent", detail: `event ${index}: ${read.fault}` });
  const { event } = read;
  const contract = contracts.get(event.type);
  if (!contract)
    return refuse({
      status: 422,
      title: "Nobody takes this event",
      detail: `event ${index}: no route here consumes its type or waits for it`,
    });
  // As a validator wants it, where numbers are numbers.
  if (!contract.validate(JSON.parse(stringifyJson(event.data) ?? "null")))
    return refuse({
      status: 422,
      title: `Not a valid ${contract.name}`,
      detail: `event ${index}: ${describeErrors(contract.validate.errors)}`,
    });
  const subject = event.subject ?? contract.key?.(event.data);
  return subject === undefined ? event : { ...event, subject };
}
