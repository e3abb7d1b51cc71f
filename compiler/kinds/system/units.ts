import type { CheckStatement, CheckUnit } from "../../expressions/check.ts";
import type { LinkedOperation, LinkedSystem } from "../../model/model.ts";
import { isExpression, type YamlNode } from "../../source/node.ts";
import { partOfRequest, type Target } from "../../values/target.ts";
import type { CheckContext } from "../kind.ts";
import { foundUnits, prepareWith } from "./verify-units.ts";

export const operationUnit = (system: LinkedSystem, name: string) =>
  `operation ${system.document.metadata.name}.${name}`;
export const webhookUnit = (system: LinkedSystem, name: string) =>
  `webhook ${system.document.metadata.name}.${name}`;

/**
 * What can be written into a query or a header: made text when it is sent. A decimal is meant by what it is made of, for by its
 * name the printer would take it that a decimal is wanted, and make one of a text.
 */
const wireType = 'string | number | boolean | { readonly "waybill:decimal": true } | Instant';

export function systemUnits(context: CheckContext): readonly CheckUnit[] {
  return [...context.model.systems.values()].flatMap((system) => [
    ...[...system.operations].flatMap(([name, operation]) =>
      operationUnits(name, operation, system, context),
    ),
    ...[...system.webhooks.keys()].flatMap((name) => webhookUnits(name, system, context)),
  ]);
}

function operationUnits(
  name: string,
  operation: LinkedOperation,
  system: LinkedSystem,
  context: CheckContext,
): readonly CheckUnit[] {
  const input = declareInput(operation, context);
  const statements = [
    ...requestStatements(name, operation, system),
    ...(prepareWith(name, operation, system, context)?.statements ?? []),
  ];
  return [
    ...(statements.length > 0
      ? [{ name: operationUnit(system, name), statements: [...input, ...statements] }]
      : []),
    ...foundUnits(name, operation, system, input, context),
  ];
}

function declareInput({ input }: LinkedOperation, context: CheckContext): readonly CheckStatement[] {
  return input ? [{ do: "declare", name: "input", type: context.typeOf(input.type) }] : [];
}

function requestStatements(
  name: string,
  { spec }: LinkedOperation,
  { document }: LinkedSystem,
): readonly CheckStatement[] {
  const { request } = spec;
  const statements: CheckStatement[] = [];
  const place = (path: string) => partOfRequest(`${document.metadata.name}.${name}`, path);
  if (request.path.startsWith("=")) {
    const expected = { type: "string", label: "`path`", optional: false, target: place("path") };
    const node = document.nodeOf(request, "path");
    if (isExpression(node)) statements.push({ do: "expression", id: "path", node, expected });
  }
  for (const part of ["query", "headers"] as const) {
    for (const [key, node] of Object.entries(request[part] ?? {}))
      statements.push(...wireValue(`${part}.${key}`, node, place(`${part}.${key}`)));
  }
  return statements;
}

function wireValue(id: string, node: YamlNode, target: Target): readonly CheckStatement[] {
  if (!isExpression(node)) return [];
  const expected = { type: wireType, label: `\`${id}\``, optional: true, target };
  return [{ do: "expression", id, node, expected }];
}

function webhookUnits(name: string, system: LinkedSystem, context: CheckContext): readonly CheckUnit[] {
  const webhook = system.webhooks.get(name);
  if (webhook?.spec.id === undefined) return [];
  const node = system.document.nodeOf(webhook.spec, "id");
  if (!isExpression(node)) return [];
  const expected = { type: "string", label: `the id of webhook \`${name}\``, optional: true };
  return [
    {
      name: webhookUnit(system, name),
      statements: [
        { do: "declare", name: "headers", type: "{ readonly [name: string]: string | undefined }" },
        { do: "declare", name: "payload", type: context.typeOf(webhook.payload.type) },
        { do: "expression", id: "id", node, expected },
      ],
    },
  ];
}
