import type { Model } from "../../model/model.ts";
import type { Span } from "../../source/source.ts";
import type { SpecDocument } from "../document.ts";
import type { LinkContext } from "../kind.ts";
import { checkDomain } from "../references.ts";
import type { RouteSpec } from "../route/spec.ts";
import { checkPaths } from "./paths.ts";
import type { ServiceSpec } from "./spec.ts";

export function linkServices(documents: readonly SpecDocument[], context: LinkContext): Partial<Model> {
  // The kinds' schemas have checked the specs.
  const services = documents as readonly SpecDocument<ServiceSpec>[];
  const routes = [...context.names.documents.values()].filter(
    ({ kind }) => kind === "Route",
  ) as SpecDocument<RouteSpec>[];
  const served = new Map<string, { readonly service: string; readonly span: Span }>();
  for (const service of services) {
    checkScale(service, context);
    for (const { name, span } of namedRoutes(service, routes, context)) {
      const other = served.get(name);
      if (!other) served.set(name, { service: service.metadata.name, span });
      else {
        context.reporter.report("WB3103", span, `Route "${name}" is in service "${other.service}" already.`, {
          help: "Leave it in one of them.",
          related: [{ message: "It is named here first.", span: other.span }],
        });
      }
    }
  }
  // A misspelt route has been told, and is most likely one of those that would seem to be served by nobody.
  const names = new Set(routes.map(({ metadata }) => metadata.name));
  const known = services.every(({ spec }) => namesKnown(spec, names));
  if (services.length > 0 && known) for (const route of routes) checkServed(route, served, context);
  checkPaths(routes, context);
  return { services };
}

function namedRoutes(
  service: SpecDocument<ServiceSpec>,
  routes: readonly SpecDocument<RouteSpec>[],
  context: LinkContext,
): readonly { readonly name: string; readonly span: Span }[] {
  const { routes: named } = service.spec;
  if ("domain" in named) {
    const span = service.spanOf(named, "domain");
    checkDomain(named.domain, span, context);
    return routes
      .filter(({ metadata }) => metadata.domain === named.domain)
      .map(({ metadata }) => ({ name: metadata.name, span }));
  }
  return named.flatMap((name, index) => {
    const span = service.spanOf(named, index);
    return context.names.find("Route", name, span) ? [{ name, span }] : [];
  });
}

function checkScale(service: SpecDocument<ServiceSpec>, { reporter }: LinkContext): void {
  const { scale } = service.spec;
  if (!scale || scale.min <= scale.max) return;
  reporter.report(
    "WB1109",
    service.spanOf(scale, "max"),
    `\`max\` must be at least \`min\`, which is ${scale.min}.`,
  );
}

function namesKnown({ routes: named }: ServiceSpec, known: ReadonlySet<string>): boolean {
  return "domain" in named || named.every((name) => known.has(name));
}

/** A route that a capability calls runs inside its caller, wherever that is. */
function checkServed(
  route: SpecDocument<RouteSpec>,
  served: ReadonlyMap<string, unknown>,
  context: LinkContext,
): void {
  const { metadata, spec } = route;
  if (served.has(metadata.name) || spec.trigger.capability !== undefined) return;
  context.reporter.report(
    "WB3101",
    route.spanOf(metadata, "name"),
    `Route "${metadata.name}" belongs to no service, so nothing would run it.`,
    {
      help: "Add it to the `routes` of a Service.",
    },
  );
}
