import type { Handler } from "./request.ts";

export interface EdgeRoute {
  readonly method: string;
  /** `/api/orders/{id}`: a name in braces takes one segment, `{rest*}` at the end takes all that follow. */
  readonly path: string;
  readonly handler: Handler;
}

export interface Found {
  readonly handler: Handler;
  readonly parameters: Readonly<Record<string, string>>;
  /** The route's own path, with its names in braces. */
  readonly route: string;
}

export type Match = Found | { readonly allow: readonly string[] } | undefined;

interface Compiled extends EdgeRoute {
  readonly pattern: RegExp;
}

/**
 * Finds the handler of a path: those without parameters by one look in a map, the rest in the order they were given.
 * A path that is known with other methods answers those (for `Allow`). `HEAD` is answered like `GET` (RFC 9110, 9.1): who watches a
 * service asks so.
 */
export function createRouter(routes: readonly EdgeRoute[]): (method: string, path: string) => Match {
  const fixed = new Map(
    routes
      .filter(({ path }) => !path.includes("{"))
      .map(({ method, path, handler }) => [`${method} ${path}`, { handler, parameters: {}, route: path }]),
  );
  const patterns = routes.map((route): Compiled => ({ ...route, pattern: pathPattern(route.path) }));
  return (asked, path) => {
    const exact = fixed.get(`${asked} ${path}`);
    if (exact) return exact;
    const method = asked === "HEAD" ? "GET" : asked;
    const matching = patterns.filter(({ pattern }) => pattern.test(path));
    const found = matching.find((route) => route.method === method || route.method === "*");
    if (found) return withParameters(found, path);
    return matching.length > 0 ? { allow: allowed(matching) } : undefined;
  };
}

function allowed(routes: readonly EdgeRoute[]): readonly string[] {
  return [...new Set(routes.flatMap(({ method }) => (method === "GET" ? [method, "HEAD"] : [method])))];
}

function withParameters({ handler, pattern, path: route }: Compiled, path: string): Match {
  try {
    const found = Object.entries(pattern.exec(path)?.groups ?? {});
    return {
      handler,
      route,
      parameters: Object.fromEntries(found.map(([name, text]) => [name, decodeURIComponent(text ?? "")])),
    };
  } catch {
    return undefined; // a broken percent encoding is no address of ours
  }
}

/** A path with names in braces as an expression with groups of those names. */
export function pathPattern(path: string): RegExp {
  const source = path.split(/(\{[^}]+\})/).map((part) => {
    if (!part.startsWith("{")) return part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const name = part.slice(1, -1);
    return name.endsWith("*") ? `(?<${name.slice(0, -1)}>.*)` : `(?<${name}>[^/]+)`;
  });
  return new RegExp(`^${source.join("")}$`);
}
