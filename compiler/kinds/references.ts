import type { LinkedOperation, LinkedSystem } from "../model/model.ts";
import type { Span } from "../source/source.ts";
import type { CapabilitySpec } from "./capability/spec.ts";
import type { SpecDocument } from "./document.ts";
import type { LinkContext } from "./kind.ts";
import type { Reference } from "./values.ts";

/** `sap.createSalesOrder`, `sales-orders.create`: a reference splits at its last dot. */
export interface MemberReference {
  readonly owner: string;
  readonly member: string;
}

/** At its last dot, since the name of an owner may have some; undefined without one. */
export function splitReference(reference: Reference): MemberReference | undefined {
  const dot = reference.lastIndexOf(".");
  return dot <= 0 ? undefined : { owner: reference.slice(0, dot), member: reference.slice(dot + 1) };
}

/** An operation of a system. Undefined where there is none, or where it or its system is broken; reported if it is unknown. */
export function findOperation(
  reference: Reference,
  span: Span,
  context: LinkContext,
): { readonly system: LinkedSystem; readonly operation: LinkedOperation } | undefined {
  const found = findSystemOf(reference, "operation", span, context);
  if (!found) return undefined;
  const operation = found.system.operations.get(found.member);
  if (operation) {
    context.names.mention({ kind: "System", name: found.owner, member: found.member, span });
    return { system: found.system, operation };
  }
  if (declares(found.system, "operations", found.member)) return undefined;
  const hint = found.system.webhooks.has(found.member)
    ? `webhook, not an operation, so there is no operation of system "${found.owner}"`
    : undefined;
  context.names.unknown(
    hint ?? `operation of system "${found.owner}"`,
    found.member,
    found.system.operations.keys(),
    memberSpan(span, found.member),
  );
  return undefined;
}

/** A webhook of a system. Undefined where there is none, or where it or its system is broken; reported if it is unknown. */
export function findWebhook(reference: Reference, span: Span, context: LinkContext) {
  const found = findSystemOf(reference, "webhook", span, context);
  if (!found) return undefined;
  const webhook = found.system.webhooks.get(found.member);
  if (webhook) {
    context.names.mention({ kind: "System", name: found.owner, member: found.member, span });
    return { system: found.system, name: found.member, webhook };
  }
  if (declares(found.system, "webhooks", found.member)) return undefined;
  context.names.unknown(
    `webhook of system "${found.owner}"`,
    found.member,
    found.system.webhooks.keys(),
    memberSpan(span, found.member),
  );
  return undefined;
}

/** An operation of a capability. */
export function findCapabilityOperation(reference: Reference, span: Span, context: LinkContext) {
  const split = splitReference(reference);
  if (!split) {
    const whole = context.names.find<CapabilitySpec>("Capability", reference, span);
    if (whole) reportNoOperation(whole, span, context);
    return undefined;
  }
  const document = context.names.find<CapabilitySpec>(
    "Capability",
    split.owner,
    ownerSpan(span, split.owner),
  );
  if (!document) return undefined;
  const operation = document.spec.operations[split.member];
  if (operation) {
    context.names.mention({ kind: "Capability", name: split.owner, member: split.member, span });
    return { document, name: split.member, operation };
  }
  context.names.unknown(
    `operation of capability "${split.owner}"`,
    split.member,
    Object.keys(document.spec.operations),
    memberSpan(span, split.member),
  );
  return undefined;
}

function reportNoOperation(
  { metadata, spec }: SpecDocument<CapabilitySpec>,
  span: Span,
  context: LinkContext,
): void {
  const names = Object.keys(spec.operations).map((operation) => `\`${metadata.name}.${operation}\``);
  context.reporter.report(
    "WB1204",
    span,
    `"${metadata.name}" is a whole capability, and an operation is wanted.`,
    {
      help: `Name its operation too: ${names.join(" or ")}.`,
    },
  );
}

function findSystemOf(reference: Reference, what: string, span: Span, context: LinkContext) {
  const split = splitReference(reference);
  if (!split) {
    context.reporter.report(
      "WB1204",
      span,
      `"${reference}" does not name an ${what}.`.replace("an webhook", "a webhook"),
      {
        help: `${what === "operation" ? "An" : "A"} ${what} is named by its system and its own name, such as \`sap.createSalesOrder\`.`,
      },
    );
    return undefined;
  }
  if (!context.names.find("System", split.owner, ownerSpan(span, split.owner))) return undefined;
  const system = context.model.systems.get(split.owner);
  return system && { system, ...split };
}

/** It is written in the document, but could not be read: that was reported there. */
function declares(system: LinkedSystem, where: "operations" | "webhooks", name: string): boolean {
  const { spec } = system.document;
  return (
    Object.hasOwn(spec[where] ?? {}, name) ||
    (where === "operations" && spec.openapi?.operations.includes(name) === true)
  );
}

/** The part of a reference's span that its first word takes, where the text is written as it is. */
function ownerSpan(span: Span, owner: string): Span {
  return span.end - span.start > owner.length ? { ...span, end: span.start + owner.length } : span;
}

function memberSpan(span: Span, member: string): Span {
  return span.end - span.start > member.length ? { ...span, start: span.end - member.length } : span;
}

/** A domain of the estate, or nothing where it is not one; reported. Silent without an estate, which is reported once. */
export function checkDomain(domain: string, span: Span, context: LinkContext): void {
  const domains = context.model.estate?.spec.domains;
  if (domains && !Object.hasOwn(domains, domain))
    context.names.unknown("domain of the estate", domain, Object.keys(domains), span);
}

export function checkMetadata(document: SpecDocument, context: LinkContext): void {
  const { metadata } = document;
  if (metadata.domain !== undefined)
    checkDomain(metadata.domain, document.spanOf(metadata, "domain"), context);
}
