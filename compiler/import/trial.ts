import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { compileSources } from "../passes/index.ts";
import type { SourceFile, Sources } from "../source/source.ts";

const estate = {
  path: "estate.yaml",
  text: "kind: Estate\nmetadata: { name: trial }\nspec:\n  domains: { trial: { owner: trial, criticality: low } }\n  environments: { local: { engine: embedded } }\n",
};

/**
 * Which operations of an OpenAPI document do not compile, and why: tried by the compiler itself, all at once and, only where
 * that fails, one by one.
 */
export function untakeable(ids: readonly string[], document: SourceFile): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  if (ids.length === 0 || tried(ids, document) === undefined) return found;
  for (const id of ids) {
    const error = tried([id], document);
    if (error) found.set(id, error.message);
  }
  return found;
}

function tried(ids: readonly string[], document: SourceFile): Diagnostic | undefined {
  const system = {
    path: "trial.yaml",
    text: JSON.stringify({
      kind: "System",
      metadata: { name: "trial", domain: "trial" },
      spec: {
        type: "other",
        endpoints: { local: "simulated" },
        openapi: { document: document.path, operations: ids },
      },
    }),
  };
  const sources: Sources = new Map([estate, system, document].map((file) => [file.path, file]));
  return compileSources(sources, { until: "lint" }).diagnostics.find(({ severity }) => severity === "error");
}
