import type { Span } from "../../source/source.ts";
import type { SpecDocument } from "../document.ts";
import type { LinkContext } from "../kind.ts";
import type { RouteSpec } from "../route/spec.ts";

/** In an embedded environment all services are one process on one port, so a path belongs to one route of the estate. */
export function checkPaths(routes: readonly SpecDocument<RouteSpec>[], context: LinkContext): void {
  const taken = new Map<string, { readonly name: string; readonly span: Span }>();
  for (const route of routes) {
    const place = listensAt(route);
    if (!place) continue;
    const { path, span } = place;
    const key = path.replace(/\{[^{}]*\}/g, "{}");
    const other = taken.get(key);
    if (!other) taken.set(key, { name: route.metadata.name, span });
    else {
      context.reporter.report("WB3102", span, `Route "${other.name}" listens at \`${path}\` already.`, {
        help: "Let one of them take the message, and publish an event for the other, or give one another path.",
        related: [{ message: "It is taken here.", span: other.span }],
      });
    }
  }
}

function listensAt(
  route: SpecDocument<RouteSpec>,
): { readonly path: string; readonly span: Span } | undefined {
  const { http, webhook } = route.spec.trigger;
  if (http) return { path: `${http.method} ${http.path}`, span: route.spanOf(http, "path") };
  if (webhook !== undefined)
    return {
      path: `POST /webhooks/${webhook.replace(/\.([^.]*)$/, "/$1")}`,
      span: route.spanOf(route.spec.trigger, "webhook"),
    };
  return undefined;
}
