import type { Plan, PlanRoute, PlanSystem, PlanType, PlanWebhook } from "../../plan/plan.ts";
import { allSteps } from "../../plan/planned-step.ts";
import type { PlanStep } from "../../plan/step.ts";
import type { HttpTrigger, PlanTrigger } from "../../plan/trigger.ts";
import type { Symbols } from "../symbols.ts";
import { Components } from "./components.ts";
import { administratorScheme, eventsOperation } from "./openapi-events.ts";
import { problemResponses, problemsOf } from "./openapi-problems.ts";
import { requirementsOf, securitySchemesOf } from "./openapi-security.ts";

/** The OpenAPI 3.1 document of the HTTP routes, the webhooks, `/events` and `/runs`. */
export function openapiOf(plan: Plan, symbols: Symbols): unknown {
  const components = new Components(symbols);
  const paths: Record<string, Record<string, unknown>> = {};
  const add = (path: string, method: string, operation: unknown): void => {
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation };
  };
  for (const route of plan.routes) {
    const { trigger } = route;
    if (trigger.kind === "http")
      add(`/api${trigger.path}`, trigger.method, httpOperation(route, trigger, components));
  }
  const heard = new Set(plan.routes.map(({ trigger }) => heardBy(trigger)));
  for (const system of plan.systems) {
    for (const webhook of system.webhooks)
      if (heard.has(`${system.name}.${webhook.name}`))
        add(
          `/webhooks/${system.name}/${webhook.name}`,
          "post",
          webhookOperation(system, webhook, components),
        );
  }
  const events = eventsOperation(plan, components);
  if (events !== undefined) add("/events", "post", events);
  add("/runs/{run}", "get", runOperation);
  return {
    openapi: "3.1.0",
    info: { title: plan.estate.name, version: "1" },
    paths,
    components: {
      schemas: components.schemas(),
      responses: problemResponses,
      securitySchemes: {
        ...securitySchemesOf(plan),
        ...(events !== undefined && { [administratorScheme.name]: administratorScheme.scheme }),
      },
    },
  };
}

/** A webhook that no route takes has no address. */
function heardBy(trigger: PlanTrigger): string | undefined {
  return trigger.kind === "webhook" ? `${trigger.system}.${trigger.webhook}` : undefined;
}

function httpOperation(route: PlanRoute, trigger: HttpTrigger, components: Components): unknown {
  const parameters = trigger.parameters.map((name) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
  return {
    operationId: route.name,
    ...(route.domain !== undefined && { tags: [route.domain] }),
    ...(parameters.length > 0 && { parameters }),
    ...(trigger.request !== undefined && {
      requestBody: { required: true, content: jsonContent(trigger.request, components) },
    }),
    responses: {
      ...(trigger.synchronous ? answers(route, trigger, components) : accepted),
      ...problemsOf({
        starts: true,
        body: trigger.request !== undefined,
        secured: trigger.security !== undefined,
        limited: trigger.ratePerSecond !== undefined,
        addressed: parameters.length > 0,
        synchronous: trigger.synchronous,
      }),
    },
    ...(trigger.security !== undefined && { security: requirementsOf(trigger.security) }),
    "x-waybill": { file: route.at.file, line: route.at.line },
  };
}

/** By the statuses that the route's `respond` steps give. */
function answers(
  route: PlanRoute,
  { response }: HttpTrigger,
  components: Components,
): Record<string, unknown> {
  const content = response === undefined ? {} : { content: jsonContent(response, components) };
  const declared = Object.fromEntries(
    statusesOf(route.steps).map((status) => [
      String(status),
      {
        description: status < 400 ? "The route's answer." : "The route refuses.",
        ...(status < 400 ? content : anyJson),
      },
    ]),
  );
  return { 200: ended, ...accepted, ...declared };
}

function statusesOf(steps: readonly PlanStep[]): number[] {
  const found = allSteps(steps).flatMap((step) => (step.kind === "respond" ? [step.status] : []));
  return [...new Set(found)].sort((left, right) => left - right);
}

function webhookOperation(system: PlanSystem, webhook: PlanWebhook, components: Components): unknown {
  const { verify } = webhook;
  return {
    operationId: `${system.name}.${webhook.name}`,
    tags: [system.name],
    ...(verify !== undefined && {
      parameters: [
        {
          name: verify.header,
          in: "header",
          required: true,
          schema: { type: "string" },
          description: `HMAC ${verify.algorithm}, ${verify.encoding}.`,
        },
      ],
    }),
    requestBody: { required: true, content: jsonContent(webhook.payload.type, components) },
    responses: {
      ...accepted,
      ...problemsOf({ starts: true, body: true, secured: verify !== undefined, signed: true }),
    },
    "x-waybill": { file: webhook.at.file, line: webhook.at.line },
  };
}

function jsonContent(type: PlanType, components: Components): unknown {
  return { "application/json": { schema: components.reference(type) } };
}

const acceptedBody = {
  type: "object",
  required: ["run"],
  properties: {
    run: { type: "string" },
    duplicate: { type: "boolean", description: "The same message was accepted before; `run` is that run." },
    stale: {
      type: "boolean",
      description: "A later one was accepted before: this one is kept, and nothing is done about it.",
    },
  },
};

/** Of what no contract speaks. */
const anyJson = { content: { "application/json": { schema: {} } } };

/** A run that ended before it responded. */
const ended = {
  description: "The run ended without an answer.",
  content: {
    "application/json": {
      schema: {
        type: "object",
        required: ["run", "outcome"],
        properties: { run: { type: "string" }, outcome: { type: "string" } },
      },
    },
  },
};

const accepted = {
  202: {
    description: "Accepted durably; the rest goes on behind it.",
    headers: { Location: { description: "Where the run's state can be read.", schema: { type: "string" } } },
    content: { "application/json": { schema: acceptedBody } },
  },
};

const runOperation = {
  operationId: "run",
  parameters: [{ name: "run", in: "path", required: true, schema: { type: "string" } }],
  responses: {
    200: {
      description: "The run's state.",
      content: {
        "application/json": {
          schema: {
            type: "object",
            required: ["run", "route", "state"],
            properties: {
              run: { type: "string" },
              route: { type: "string" },
              state: { enum: ["waiting", "running", "paused", "done", "failed", "cancelled"] },
              outcome: { type: "string" },
              error: { type: "object" },
            },
          },
        },
      },
    },
    ...problemsOf({ starts: false, body: false, secured: false, addressed: true }),
  },
};
