import type { RouteStep } from "../../kinds/route/steps/plan.ts";
import type { HttpTrigger, RouteTrigger } from "../../kinds/route/triggers/plan.ts";
import type { Plan, PlanRoute, PlanSystem, PlanType, PlanWebhook } from "../../plan/plan.ts";
import type { Symbols } from "../symbols.ts";
import { Components } from "./components.ts";
import { allSteps } from "./steps.ts";

/** The OpenAPI 3.1 document of the HTTP routes, the webhooks and `/runs`. */
export function openapiOf(plan: Plan, symbols: Symbols): unknown {
  const components = new Components(symbols);
  const paths: Record<string, Record<string, unknown>> = {};
  const add = (path: string, method: string, operation: unknown): void => {
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation };
  };
  for (const route of plan.routes) {
    const trigger = route.trigger as RouteTrigger;
    if (trigger.kind === "http")
      add(`/api${trigger.path}`, trigger.method, httpOperation(route, trigger, components));
  }
  for (const system of plan.systems) {
    for (const webhook of system.webhooks)
      add(`/webhooks/${system.name}/${webhook.name}`, "post", webhookOperation(system, webhook, components));
  }
  add("/runs/{run}", "get", runOperation);
  return {
    openapi: "3.1.0",
    info: { title: plan.estate.name, version: "1" },
    paths,
    components: {
      schemas: components.schemas(),
      responses: { Problem: problemResponse },
      securitySchemes: securitySchemes(plan),
    },
  };
}

function httpOperation(route: PlanRoute, trigger: HttpTrigger, components: Components): unknown {
  const parameters = [...trigger.path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => ({
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
    responses: { ...(trigger.synchronous ? answers(route, trigger, components) : accepted), ...problems },
    ...(trigger.security?.apiKey !== undefined && {
      security: [{ [schemeName(trigger.security.apiKey.header)]: [] }],
    }),
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
  return Object.fromEntries(
    statusesOf(route.steps as readonly RouteStep[]).map((status) => [
      String(status),
      {
        description: status < 400 ? "The route's answer." : "The route refuses.",
        ...(status < 400 ? content : {}),
      },
    ]),
  );
}

function statusesOf(steps: readonly RouteStep[]): number[] {
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
    responses: { ...accepted, ...problems },
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
  },
};

const accepted = {
  202: {
    description: "Accepted durably; the rest goes on behind it.",
    headers: { Location: { description: "Where the run's state can be read.", schema: { type: "string" } } },
    content: { "application/json": { schema: acceptedBody } },
  },
};

/** RFC 9457. */
const problemResponse = {
  description: "What was wrong.",
  content: {
    "application/problem+json": {
      schema: {
        type: "object",
        properties: {
          type: { type: "string" },
          title: { type: "string" },
          status: { type: "integer" },
          detail: { type: "string" },
          errors: { type: "array", items: { type: "object" } },
        },
      },
    },
  },
};

const problem = { $ref: "#/components/responses/Problem" };
const problems = {
  400: problem,
  401: problem,
  413: problem,
  415: problem,
  422: problem,
  429: problem,
  503: problem,
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
    404: problem,
  },
};

function securitySchemes(plan: Plan): Record<string, unknown> {
  const headers = plan.routes.flatMap(({ trigger }) => {
    const { kind, security } = trigger as RouteTrigger & { readonly security?: HttpTrigger["security"] };
    return kind === "http" && security?.apiKey !== undefined ? [security.apiKey.header] : [];
  });
  return Object.fromEntries(
    [...new Set(headers)]
      .sort()
      .map((header) => [schemeName(header), { type: "apiKey", in: "header", name: header }]),
  );
}

function schemeName(header: string): string {
  return `header-${header.toLowerCase()}`;
}
