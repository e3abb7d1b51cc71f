import type { SimulatedOperation } from "../contract/system.ts";
import { pathPattern } from "../edge/router.ts";
import type { SimulatedRequest } from "./data.ts";

export interface MatchedOperation {
  readonly operation: SimulatedOperation;
  readonly parameters: Readonly<Record<string, string>>;
}

/** The operation a request is of; of several at one address the one with most of its own query parameters there. */
export function matchOperation(
  operations: readonly SimulatedOperation[],
  request: SimulatedRequest,
): MatchedOperation | undefined {
  const matching = operations.flatMap((operation) => {
    if (operation.method !== request.method) return [];
    const selecting = Object.entries(operation.query ?? {});
    if (!selecting.every(([name, value]) => request.query.get(name) === value)) return [];
    const found = pathPattern(templated(operation.path)).exec(request.path);
    return found
      ? [
          {
            operation,
            parameters: decoded(found.groups ?? {}),
            selecting: selecting.length,
            fixed: !operation.path.includes("{"),
          },
        ]
      : [];
  });
  return matching.sort((a, b) => Number(b.fixed) - Number(a.fixed) || b.selecting - a.selecting)[0];
}

/** Operations that speak of the same things: same path but for a parameter at the end. */
export function collectionOf(path: string): string {
  return path.replace(/\/?\(?'?\{[^}]*\}.*$/, "").replace(/\/$/, "");
}

/** A template is only the path; a parameter's name may be of any letters, a group's may not. */
function templated(path: string): string {
  return (
    path.split("?")[0]?.replaceAll(/\{([^}]*)\}/g, (_, name: string) => `{${name.replaceAll(/\W/g, "_")}}`) ??
    path
  );
}

function decoded(groups: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(groups).map(([name, text]) => [name, safely(text)]));
}

function safely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
