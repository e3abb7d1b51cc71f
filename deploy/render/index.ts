import { stringify } from "yaml";
import type { Plan } from "../plan/index.ts";
import type { KubernetesObject, PlannedResource } from "../plan/resource.ts";

/** Kinds in the order in which they have to be there. */
const first = ["Namespace", "ServiceAccount", "ConfigMap"];

/**
 * A plan as YAML for Argo CD or Flux, by file name: one for each service, and one for what the environment has as a whole.
 * The same plan gives the same bytes.
 */
export function render({ resources }: Pick<Plan, "resources">): ReadonlyMap<string, string> {
  const files = new Map<string, PlannedResource[]>();
  for (const resource of resources) {
    // A service may be called `environment`, and none has two hyphens in a row.
    const file = `${resource.service ?? "environment--all"}.yaml`;
    files.set(file, [...(files.get(file) ?? []), resource]);
  }
  return new Map(
    [...files]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([file, some]) => [file, some.toSorted(byOrder).map(documentOf).join("")]),
  );
}

function byOrder(one: PlannedResource, other: PlannedResource): number {
  const rank = ({ object: { kind } }: PlannedResource) => first.indexOf(kind) + 1 || first.length + 1;
  return rank(one) - rank(other) || (one.id < other.id ? -1 : 1);
}

function documentOf({ object }: { readonly object: KubernetesObject }): string {
  const { apiVersion, kind, metadata, ...rest } = object;
  const text = stringify(
    { apiVersion, kind, metadata, ...rest },
    { lineWidth: 0, aliasDuplicateObjects: false },
  );
  return `---\n${text}`;
}
