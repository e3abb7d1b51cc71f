import type { Json } from "../../../runtime/contract/json.ts";
import type { SimulatedOperation } from "../../../runtime/contract/system.ts";
import type { Plan, PlanOperation, PlanSystem } from "../../plan/plan.ts";
import { sampleOf } from "../../schema/sample.ts";

/** What the simulated systems answer by, and what `send` signs webhooks by. */
export function simulationOf({ systems }: Pick<Plan, "systems">): unknown {
  return {
    operations: systems.flatMap((system) =>
      system.operations.map((operation) => simulatedOperation(system, operation)),
    ),
    systems: systems.map(({ name, authentication, csrfToken }) => ({ name, authentication, csrfToken })),
    webhooks: systems.flatMap((system) =>
      system.webhooks.map(({ name, verify, payload }) => ({
        system: system.name,
        name,
        verify,
        payload: payload.set.schema,
      })),
    ),
  };
}

function simulatedOperation(system: PlanSystem, operation: PlanOperation): SimulatedOperation {
  const { idempotent } = operation;
  const query = selectingQuery(operation, system);
  return {
    system: system.name,
    name: operation.name,
    method: operation.method,
    path: operation.pathTemplate,
    ...(Object.keys(query).length > 0 && { query }),
    as: operation.as,
    ...(operation.input.body !== undefined && { input: json(operation.input.body.set.schema) }),
    responses: Object.fromEntries(
      operation.responses.map((response) => [String(response.status), simulatedResponse(response)]),
    ),
    ...(idempotent.by === "verify" && { creates: { foundBy: idempotent.operation } }),
    ...(idempotent.by === "header" && { idempotencyHeader: idempotent.header }),
  };
}

function simulatedResponse({
  schema,
  examples,
}: PlanOperation["responses"][number]): SimulatedOperation["responses"][string] {
  if (schema === undefined) return {};
  return {
    schema: json(schema.set.schema),
    examples: examples.length > 0 ? examples.map(json) : [json(sampleOf(schema.set))],
  };
}

/** Constant query parameters, which tell operations of one method and path apart; the rest varies from call to call. */
function selectingQuery(operation: PlanOperation, system: PlanSystem): Record<string, string> {
  const rivals = system.operations.filter(
    ({ method, pathTemplate }) => method === operation.method && pathTemplate === operation.pathTemplate,
  );
  if (rivals.length < 2) return {};
  const constants = operation.query.flatMap(({ name, value }) => {
    const literal = /^"((?:[^"\\]|\\.)*)"$/.exec(value.code);
    return literal === null ? [] : [[name, String(JSON.parse(value.code))] as const];
  });
  return Object.fromEntries(constants);
}

/** Schemas and examples are JSON by where they come from; their type says only that they are data. */
function json(value: unknown): Json {
  return value as Json;
}
