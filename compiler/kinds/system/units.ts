import type { CheckStatement, CheckUnit } from "../../expressions/check.ts";
import type { LinkedOperation, LinkedSystem } from "../../model/model.ts";
import { isExpression, type YamlNode } from "../../source/node.ts";
import { type PreparedValue, type ValueContext } from "../../values/prepared.ts";
import { targetOf } from "../../values/target.ts";
import { prepareValue } from "../../values/value.ts";
import type { CheckContext } from "../kind.ts";

export const operationUnit = (system: string, name: string) => `operation ${system}.${name}`;
export const foundUnit = (system: string, name: string) => `found of ${system}.${name}`;
export const webhookUnit = (system: string, name: string) => `webhook ${system}.${name}`;

/** What can be written into a path, a query or a header: made text when it is sent. */
const wireType = "string | number | boolean | Decimal | Instant";

export function systemUnits(context: CheckContext): readonly CheckUnit[] {
  return [...context.model.systems.entries()].flatMap(([name, system]) => [
    ...[...system.operations].flatMap(([operation, linked]) =>
      operationUnits(name, operation, system, linked, context),
    ),
    ...[...system.webhooks.keys()].flatMap((webhook) => webhookUnits(name, webhook, system, context)),
  ]);
}

function operationUnits(
  system: string,
  name: string,
  owner: LinkedSystem,
  operation: LinkedOperation,
  context: CheckContext,
): readonly CheckUnit[] {
  const { request, idempotent } = operation.spec;
  const { document } = owner;
  const input = declareInput(operation, context);
  const statements: CheckStatement[] = [];
  if (request.path.startsWith("=")) {
    const node = document.nodeOf(request, "path");
    if (isExpression(node)) {
      statements.push({
        do: "expression",
        id: "path",
        node,
        expected: { type: "string", label: "`path`", optional: false },
      });
    }
  }
  for (const [part, values] of [
    ["query", request.query],
    ["headers", request.headers],
  ] as const) {
    for (const [key, node] of Object.entries(values ?? {}))
      statements.push(...wireValue(`${part}.${key}`, node));
  }
  const prepared = prepareWith(system, name, owner, operation, context);
  if (prepared) statements.push(...prepared.statements);
  const units: CheckUnit[] = [];
  if (statements.length > 0)
    units.push({ name: operationUnit(system, name), statements: [...input, ...statements] });
  if (typeof idempotent === "object" && "verify" in idempotent) {
    units.push(...foundUnits(system, name, owner, operation, idempotent, input, context));
  }
  return units;
}

function declareInput({ input }: LinkedOperation, context: CheckContext): readonly CheckStatement[] {
  return input ? [{ do: "declare", name: "input", type: context.typeOf(input.type) }] : [];
}

function wireValue(id: string, node: YamlNode): readonly CheckStatement[] {
  return isExpression(node)
    ? [{ do: "expression", id, node, expected: { type: wireType, label: `\`${id}\``, optional: true } }]
    : [];
}

/** What the verifying operation is asked, read against its input. Silent where the check has reported already. */
export function prepareWith(
  system: string,
  name: string,
  owner: LinkedSystem,
  operation: LinkedOperation,
  context: ValueReader,
): PreparedValue | undefined {
  const { idempotent } = operation.spec;
  if (typeof idempotent !== "object" || !("verify" in idempotent)) return undefined;
  const input = owner.operations.get(idempotent.verify)?.input;
  if (!input) return undefined;
  const node = owner.document.nodeOf(idempotent, idempotent.with ? "with" : "verify");
  const asked: YamlNode = idempotent.with ? node : { type: "map", span: node.span, flow: true, entries: [] };
  return prepareValue(
    asked,
    targetOf(input),
    "with",
    "with",
    valueContext(context, owner, `operations.${name}.idempotent`),
  );
}

type ValueReader = Pick<CheckContext, "typeOf" | "at"> & Partial<Pick<CheckContext, "reporter">>;

function valueContext(context: ValueReader, owner: LinkedSystem, path: string): ValueContext {
  const document = `System ${owner.document.metadata.name}`;
  return {
    typeOf: context.typeOf,
    at: context.at,
    report: (code, span, message, at, more) =>
      context.reporter?.report(code, span, message, {
        subject: { document, path: `${path}.${at}` },
        ...more,
      }),
  };
}

function foundUnits(
  system: string,
  name: string,
  { document, operations }: LinkedSystem,
  operation: LinkedOperation,
  idempotent: { readonly verify: string; readonly found?: string },
  input: readonly CheckStatement[],
  context: CheckContext,
): readonly CheckUnit[] {
  const verify = operations.get(idempotent.verify);
  if (!verify) return [];
  if (idempotent.found === undefined) {
    if (verify.output && verify.output === operation.output) return [];
    context.reporter.report(
      "WB2411",
      document.spanOf(idempotent, "verify"),
      `It is not said how an answer of "${idempotent.verify}" tells what "${name}" had made.`,
      {
        help: "Add `found: =response…`: the output of this operation, or missing where there is none.",
      },
    );
    return [];
  }
  const node = document.nodeOf(idempotent, "found");
  if (!isExpression(node)) return [];
  const response: readonly CheckStatement[] = verify.output
    ? [{ do: "declare", name: "response", type: context.typeOf(verify.output.type) }]
    : [];
  const expected = operation.output && {
    type: context.typeOf(operation.output.type),
    label: `the output of \`${system}.${name}\``,
    optional: true,
  };
  return [
    {
      name: foundUnit(system, name),
      statements: [
        ...input,
        ...response,
        { do: "expression", id: "found", node, ...(expected && { expected }) },
      ],
    },
  ];
}

function webhookUnits(
  system: string,
  name: string,
  { document, webhooks }: LinkedSystem,
  context: CheckContext,
): readonly CheckUnit[] {
  const webhook = webhooks.get(name);
  if (webhook?.spec.id === undefined) return [];
  const node = document.nodeOf(webhook.spec, "id");
  if (!isExpression(node)) return [];
  return [
    {
      name: webhookUnit(system, name),
      statements: [
        { do: "declare", name: "headers", type: "{ readonly [name: string]: string | undefined }" },
        { do: "declare", name: "payload", type: context.typeOf(webhook.payload.type) },
        {
          do: "expression",
          id: "id",
          node,
          expected: { type: "string", label: `the id of webhook \`${name}\``, optional: true },
        },
      ],
    },
  ];
}
