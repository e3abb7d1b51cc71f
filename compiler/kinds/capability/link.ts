import { nearest } from "../../diagnostics/nearest.ts";
import type { Model } from "../../model/model.ts";
import type { SpecDocument } from "../document.ts";
import type { LinkContext } from "../kind.ts";
import { findOperation } from "../references.ts";
import type { RouteSpec } from "../route/spec.ts";
import type { CapabilitySpec } from "./spec.ts";

export type Implementation = CapabilitySpec["providers"][string][string];

export function linkCapabilities(documents: readonly SpecDocument[], context: LinkContext): Partial<Model> {
  const capabilities = new Map<string, SpecDocument<CapabilitySpec>>();
  // The kind's schema has checked the specs.
  for (const document of documents as readonly SpecDocument<CapabilitySpec>[]) {
    capabilities.set(document.metadata.name, document);
    for (const operation of Object.values(document.spec.operations)) {
      context.names.find("Contract", operation.input, document.spanOf(operation, "input"));
      context.names.find("Contract", operation.output, document.spanOf(operation, "output"));
    }
    for (const name of Object.keys(document.spec.providers)) checkProvider(document, name, context);
    checkRollout(document, context);
  }
  return { capabilities };
}

/** A provider does all operations: the rollout decides once for everything that happens to a key. */
function checkProvider(document: SpecDocument<CapabilitySpec>, name: string, context: LinkContext): void {
  const { operations, providers } = document.spec;
  const provider = providers[name] ?? {};
  const missing = Object.keys(operations).filter((operation) => !Object.hasOwn(provider, operation));
  const misspelt = Object.keys(provider).some(
    (operation) => nearest(operation, missing) !== undefined && !Object.hasOwn(operations, operation),
  );
  if (missing.length > 0 && !misspelt) {
    context.reporter.report(
      "WB2501",
      document.keySpan(providers, name),
      `Provider "${name}" does not do ${missing.map((each) => `\`${each}\``).join(" and ")}.`,
      {
        help: `Add ${missing.map((each) => `\`${each}: { call: … }\``).join(" and ")}, or take it out of the capability.`,
      },
    );
  }
  for (const [operation, implementation] of Object.entries(provider)) {
    if (!Object.hasOwn(operations, operation)) {
      const what = `operation of capability "${document.metadata.name}"`;
      context.names.unknown(what, operation, Object.keys(operations), document.keySpan(provider, operation));
    } else checkImplementation(document, operation, implementation, context);
  }
}

function checkImplementation(
  document: SpecDocument<CapabilitySpec>,
  operation: string,
  implementation: Implementation,
  context: LinkContext,
): void {
  const { call, route } = implementation;
  if ((call === undefined) === (route === undefined)) {
    context.reporter.report(
      "WB2503",
      document.spanOf(implementation),
      `\`${operation}\` is done ${call === undefined ? "by nothing" : "by a call and by a route"}.`,
      {
        help: "Say either `call: sap.createSalesOrder`, with `in` and `out`, or `route: post-to-dynamics`.",
      },
    );
    return;
  }
  if (call !== undefined) findOperation(call, document.spanOf(implementation, "call"), context);
  for (const key of ["in", "out"] as const) {
    const mapping = implementation[key];
    if (mapping !== undefined) context.names.find("Mapping", mapping, document.spanOf(implementation, key));
  }
  if (route !== undefined) checkRoute(document, operation, implementation, route, context);
}

function checkRoute(
  document: SpecDocument<CapabilitySpec>,
  operation: string,
  implementation: Implementation,
  route: string,
  context: LinkContext,
): void {
  if (implementation.in !== undefined || implementation.out !== undefined) {
    context.reporter.report(
      "WB2503",
      document.spanOf(implementation),
      `\`in\` and \`out\` belong to a call; the route does its own mapping.`,
      {
        help: "Leave them out.",
      },
    );
  }
  const span = document.spanOf(implementation, "route");
  const found = context.names.find<RouteSpec>("Route", route, span);
  const wanted = `${document.metadata.name}.${operation}`;
  if (!found || found.spec.trigger.capability === wanted) return;
  context.reporter.report("WB2504", span, `Route "${route}" is not made to be called by \`${wanted}\`.`, {
    help: `Give it \`trigger: { capability: ${wanted} }\`.`,
    related: [{ message: "Its trigger is here.", span: found.spanOf(found.spec, "trigger") }],
  });
}

function checkRollout(document: SpecDocument<CapabilitySpec>, context: LinkContext): void {
  const { providers, rollout } = document.spec;
  for (const [index, line] of rollout.entries()) {
    if (!Object.hasOwn(providers, line.to)) {
      context.names.unknown(
        `provider of capability "${document.metadata.name}"`,
        line.to,
        Object.keys(providers),
        document.spanOf(line, "to"),
      );
    }
    const last = index === rollout.length - 1;
    if (last && line.when !== undefined) {
      context.reporter.report(
        "WB2502",
        document.spanOf(line),
        "The last line of the rollout has a condition, so somebody may be served by nobody.",
        {
          help: "Leave out its `when`, or add a last line for all the rest.",
        },
      );
    } else if (!last && line.when === undefined) {
      context.reporter.report(
        "WB2502",
        document.spanOf(line),
        "This line of the rollout has no condition, so the lines after it are never reached.",
        {
          help: "Add `when: =…`, or make it the last one.",
        },
      );
    }
  }
}
