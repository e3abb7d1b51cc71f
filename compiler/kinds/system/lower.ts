import type { Authentication, FailureTable } from "../../../runtime/contract/system.ts";
import type { LinkedOperation, LinkedSystem } from "../../model/model.ts";
import type { Plan, PlanOperation, PlanSystem, PlanWebhook } from "../../plan/plan.ts";
import { parseRate } from "../duration.ts";
import type { LowerContext } from "../kind.ts";
import { byName } from "../order.ts";
import { lowerIdempotent } from "./idempotent.ts";
import { lowerRequest } from "./request.ts";
import { responsesOf } from "./responses.ts";
import { lowerVerify } from "./signature.ts";
import type { AuthenticationSpec, SystemSpec } from "./spec.ts";
import { webhookUnit } from "./units.ts";

export function lowerSystems(context: LowerContext): Partial<Plan> {
  return {
    systems: byName([...context.model.systems.values()].map((system) => lowerSystem(system, context))),
  };
}

function lowerSystem(system: LinkedSystem, context: LowerContext): PlanSystem {
  const { document } = system;
  const { metadata, spec } = document;
  const authentication = lowerAuthentication(spec.authentication ?? {});
  const limits = lowerLimits(spec.limits);
  return {
    name: metadata.name,
    at: context.at(document.spanOf(metadata, "name")),
    type: spec.type,
    ...(metadata.domain !== undefined && { domain: metadata.domain }),
    endpoints: Object.fromEntries(
      Object.entries(spec.endpoints).sort(([left], [right]) => (left < right ? -1 : 1)),
    ),
    ...(authentication && { authentication }),
    csrfToken: spec.authentication?.csrfToken ?? false,
    ...(limits && { limits }),
    failures: lowerFailures(spec.failures ?? {}),
    operations: byName(
      [...system.operations].map(([name, operation]) => lowerOperation(name, operation, system, context)),
    ),
    webhooks: byName(
      [...system.webhooks].map(([name, webhook]) => lowerWebhook(name, webhook, system, context)),
    ),
  };
}

function lowerOperation(
  name: string,
  operation: LinkedOperation,
  system: LinkedSystem,
  context: LowerContext,
): PlanOperation {
  const { output } = operation;
  const [parameters, body, input] = [operation.parameters, operation.body, operation.input].map(
    (schema) => schema && context.masked(schema),
  );
  return {
    name,
    at: context.at(operation.span),
    input: {
      ...(parameters && { parameters }),
      ...(body && { body }),
      ...(input && { type: input.type, schema: input }),
    },
    ...lowerRequest(name, operation, system, context),
    responses: responsesOf(operation, context),
    ...(output && { output: output.type }),
    idempotent: lowerIdempotent(name, operation, system, context),
  };
}

function lowerWebhook(
  name: string,
  {
    spec,
    payload,
    span,
  }: {
    readonly spec: NonNullable<SystemSpec["webhooks"]>[string];
    readonly payload: PlanWebhook["payload"];
    readonly span: LinkedOperation["span"];
  },
  system: LinkedSystem,
  context: LowerContext,
): PlanWebhook {
  const verify = spec.verify && lowerVerify(spec.verify);
  return {
    name,
    at: context.at(span),
    ...(verify && { verify }),
    ...(spec.id !== undefined && {
      id: context.expression(webhookUnit(system, name), "id"),
    }),
    payload: context.masked(payload),
  };
}

/** Link has seen to it that there is one way at most. */
function lowerAuthentication({
  header,
  basic,
  bearer,
  oauth2Client,
}: AuthenticationSpec): Authentication | undefined {
  if (header) return { kind: "header", ...header };
  if (basic) return { kind: "basic", ...basic };
  if (bearer) return { kind: "bearer", ...bearer };
  if (oauth2Client) return { kind: "oauth2Client", ...oauth2Client };
  return undefined;
}

function lowerLimits(limits: SystemSpec["limits"]): PlanSystem["limits"] {
  if (!limits) return undefined;
  const { rate, burst, concurrency } = limits;
  return {
    ...(rate !== undefined && { ratePerSecond: parseRate(rate) }),
    ...(burst !== undefined && { burst }),
    ...(concurrency !== undefined && { concurrency }),
  };
}

type Code = number | "connection" | "timeout" | "reset";

const defaults = {
  transient: [503, "connection"],
  throttled: [429],
  refused: [400, 404, 422],
  unknown: ["timeout", "reset", 500, 502, 504],
} as const satisfies FailureTable;

/** What the spec says of a class replaces its default; a status that it moves to another class leaves the one it was in. */
function lowerFailures(failures: NonNullable<SystemSpec["failures"]>): FailureTable {
  // The kind's schema lets nothing but statuses and the three words through.
  const said = failures as Readonly<Partial<Record<keyof FailureTable, readonly Code[]>>>;
  const moved = new Set<Code>(Object.values(said).flat());
  const kept = Object.entries(defaults)
    .filter(([name]) => !Object.hasOwn(said, name))
    .map(([name, codes]) => [name, codes.filter((code) => !moved.has(code))] as const);
  return Object.fromEntries(
    [...kept, ...Object.entries(said)].sort(([left], [right]) => (left < right ? -1 : 1)),
  );
}
