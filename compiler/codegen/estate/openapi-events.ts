import type { Plan } from "../../plan/plan.ts";
import { channelsOf } from "./channels.ts";
import type { Components } from "./components.ts";
import { problemsOf } from "./openapi-problems.ts";

/** Whoever may publish starts every route that takes the event: as much as an administrator. */
export const administratorScheme = {
  name: "administrator",
  scheme: { type: "http", scheme: "bearer", description: "`WAYBILL_ADMIN_TOKEN` of the service." },
} as const;

/** `POST /events`: CloudEvents of the types that a route takes or waits for; undefined where none does. */
export function eventsOperation(plan: Plan, components: Components): unknown {
  const taken = channelsOf(plan).filter(({ receives }) => receives.length > 0);
  if (taken.length === 0) return undefined;
  const event = {
    oneOf: taken.map(({ contract, type }) => cloudEvent(contract, components.reference(type))),
  };
  return {
    operationId: "events",
    description:
      "All events of a request are taken or none is. Without `subject` an event gets its contract's key; with `ce-` headers (binary mode) the body is the data.",
    requestBody: {
      required: true,
      content: {
        "application/cloudevents+json": { schema: event },
        "application/cloudevents-batch+json": { schema: { type: "array", maxItems: 1000, items: event } },
      },
    },
    responses: {
      202: {
        description: "All are on stable storage.",
        content: { "application/json": { schema: outcomes } },
      },
      ...problemsOf({ starts: true, body: true, secured: true }),
    },
    security: [{ [administratorScheme.name]: [] }],
  };
}

/** CloudEvents 1.0, JSON format, structured mode. */
function cloudEvent(contract: string, data: unknown): unknown {
  return {
    type: "object",
    required: ["specversion", "id", "source", "type", "data"],
    properties: {
      specversion: { const: "1.0" },
      id: { type: "string", minLength: 1 },
      source: { type: "string", minLength: 1, format: "uri-reference" },
      type: { const: contract },
      subject: { type: "string", minLength: 1 },
      time: { type: "string", format: "date-time" },
      datacontenttype: { const: "application/json" },
      data,
    },
  };
}

const outcomes = {
  type: "object",
  required: ["events"],
  properties: {
    events: {
      type: "array",
      items: {
        type: "object",
        required: ["id", "source", "outcome"],
        properties: {
          id: { type: "string" },
          source: { type: "string" },
          outcome: {
            enum: ["accepted", "duplicate"],
            description: "An event is known by `source` and `id` as long as the log keeps it.",
          },
        },
      },
    },
  },
};
