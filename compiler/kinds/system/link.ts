import type { LinkedOperation, LinkedSystem, Model } from "../../model/model.ts";
import { pascalCase } from "../../spelling/names.ts";
import type { SpecDocument } from "../document.ts";
import type { LinkContext } from "../kind.ts";
import { checkOperation, checkSystem, checkWebhook } from "./check.ts";
import { openapiOperations } from "./openapi.ts";
import { linkOperation } from "./operation.ts";
import { isWhole, type SystemSpec, type WebhookSpec } from "./spec.ts";

export function declareSystems(documents: readonly SpecDocument[], context: LinkContext): Partial<Model> {
  const systems = new Map<string, LinkedSystem>();
  // The kind's schema has checked the specs.
  for (const document of documents as readonly SpecDocument<SystemSpec>[]) {
    systems.set(document.metadata.name, {
      document,
      operations: declareOperations(document, context),
      webhooks: declareWebhooks(document, context),
    });
  }
  return { systems };
}

function declareOperations(
  document: SpecDocument<SystemSpec>,
  context: LinkContext,
): ReadonlyMap<string, LinkedOperation> {
  const own = document.spec.operations ?? {};
  const taken = openapiOperations(document, context);
  // What the spec says itself goes over what the vendor's document says.
  const written = Object.entries(own).flatMap(([name, spec]) => {
    if (isWhole(spec)) return [{ name, spec, span: document.keySpan(own, name) }];
    const described = taken.find((each) => each.name === name);
    if (described && !Object.hasOwn(spec, "parameters"))
      return [{ ...described, spec: { ...described.spec, ...spec, request: described.spec.request } }];
    reportNoRequest(document, name, context);
    return [];
  });
  const operations = new Map<string, LinkedOperation>();
  for (const each of [...written, ...taken.filter(({ name }) => !Object.hasOwn(own, name))]) {
    const linked = linkOperation(document.metadata.name, each.name, each, context);
    if (linked) operations.set(each.name, linked);
  }
  return operations;
}

function reportNoRequest(document: SpecDocument<SystemSpec>, name: string, context: LinkContext): void {
  const names = document.spec.openapi?.operations ?? [];
  context.reporter.report(
    "WB1105",
    document.keySpan(document.spec.operations ?? {}, name),
    `\`request\` is missing in \`${name}\`.`,
    {
      help: `Add \`request:\`: What is sent.${names.length === 0 ? "" : ` It may be left out, with \`parameters\`, of what is taken from the OpenAPI document: ${names.join(", ")}.`}`,
    },
  );
}

function declareWebhooks(document: SpecDocument<SystemSpec>, context: LinkContext): LinkedSystem["webhooks"] {
  const system = document.metadata.name;
  const webhooks = new Map<string, LinkedWebhook>();
  for (const [name, spec] of Object.entries(document.spec.webhooks ?? {})) {
    const payload = context.schema(spec.payload, {
      type: { module: `systems/${system}`, name: `${pascalCase(system)}${pascalCase(name)}` },
      label: `${system}.${name}`,
    });
    if (payload)
      webhooks.set(name, { spec, payload, span: document.keySpan(document.spec.webhooks ?? {}, name) });
  }
  return webhooks;
}

interface LinkedWebhook {
  readonly spec: WebhookSpec;
  readonly payload: NonNullable<LinkedOperation["input"]>;
  readonly span: LinkedOperation["span"];
}

export function linkSystems(documents: readonly SpecDocument[], context: LinkContext): Partial<Model> {
  for (const document of documents as readonly SpecDocument<SystemSpec>[]) {
    checkSystem(document, context);
    for (const [name, webhook] of Object.entries(document.spec.webhooks ?? {}))
      checkWebhook(document, name, webhook, context);
    const system = context.model.systems.get(document.metadata.name);
    for (const [name, operation] of system?.operations ?? [])
      checkOperation(document, name, operation, context);
  }
  return {};
}
