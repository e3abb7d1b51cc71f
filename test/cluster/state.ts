/** What is in a namespace, and what a deployment did to it: told by the API server, not by who deployed. */
import type { Resource } from "../../scripts/cluster/kubernetes.ts";
import { kubernetes } from "./cluster.ts";

const kinds: readonly (readonly [version: string, kind: string])[] = [
  ["apps/v1", "Deployment"],
  ["apps/v1", "StatefulSet"],
  ["autoscaling/v2", "HorizontalPodAutoscaler"],
  ["batch/v1", "CronJob"],
  ["external-secrets.io/v1", "ExternalSecret"],
  ["gateway.networking.k8s.io/v1", "HTTPRoute"],
  ["monitoring.coreos.com/v1", "PrometheusRule"],
  ["monitoring.coreos.com/v1", "ServiceMonitor"],
  ["networking.k8s.io/v1", "Ingress"],
  ["networking.k8s.io/v1", "NetworkPolicy"],
  ["policy/v1", "PodDisruptionBudget"],
  ["v1", "ConfigMap"],
  ["v1", "Secret"],
  ["v1", "Service"],
  ["v1", "ServiceAccount"],
];

/** What every namespace has from its birth. */
const innate = ["ConfigMap/kube-root-ca.crt", "ServiceAccount/default"];

/** By `Kind/name`. */
export type State = ReadonlyMap<string, Resource>;

export async function stateOf(namespace: string): Promise<State> {
  const lists = await Promise.all(kinds.map(([version, kind]) => kubernetes.list(version, kind, namespace)));
  const named = lists
    .flat()
    .map((resource) => [`${resource.kind}/${resource.metadata.name}`, resource] as const);
  return new Map(
    named.filter(([name]) => !innate.includes(name)).sort(([one], [other]) => (one < other ? -1 : 1)),
  );
}

export interface Difference {
  readonly created: readonly string[];
  readonly changed: readonly string[];
  readonly deleted: readonly string[];
}

export function difference(before: State, after: State): Difference {
  return {
    created: [...after.keys()].filter((name) => !before.has(name)),
    changed: [...after].filter(([name, now]) => isChanged(before.get(name), now)).map(([name]) => name),
    deleted: [...before.keys()].filter((name) => !after.has(name)),
  };
}

export const nothing: Difference = { created: [], changed: [], deleted: [] };

/** The services that a difference touches, by the label of what is touched. */
export function touched(before: State, after: State): readonly string[] {
  const { created, changed, deleted } = difference(before, after);
  const labels = [
    ...[...created, ...changed].map((name) => after.get(name)),
    ...deleted.map((name) => before.get(name)),
  ].map((resource) => resource?.metadata.labels?.["app.kubernetes.io/name"] ?? "(the environment)");
  return [...new Set(labels)].sort();
}

/** Made anew, or with other words in it. What the cluster keeps by itself does not count. */
function isChanged(before: Resource | undefined, now: Resource): boolean {
  if (!before) return false;
  return before.metadata.uid !== now.metadata.uid || said(before) !== said(now);
}

function said(resource: Resource): string {
  const { metadata, status: _, ...rest } = resource;
  const { labels, annotations } = metadata;
  const own = Object.entries(annotations ?? {}).filter(
    ([name]) => !name.startsWith("deployment.kubernetes.io/"),
  );
  return JSON.stringify([labels, own, rest], (key, value: unknown) =>
    // The autoscaler's business.
    key === "replicas" && resource.kind === "Deployment" ? undefined : value,
  );
}

/** Ids of the pods that are there and ready, by the service that they are of. */
export async function readyPods(namespace: string, service: string): Promise<readonly string[]> {
  const pods = await kubernetes.list("v1", "Pod", namespace);
  return pods
    .filter(({ metadata }) => metadata.labels?.["app.kubernetes.io/name"] === service)
    .filter((pod) => {
      const status = pod["status"] as { conditions?: { type: string; status: string }[] };
      return status.conditions?.some(({ type, status: is }) => type === "Ready" && is === "True");
    })
    .map(({ metadata }) => metadata.uid ?? "")
    .sort();
}
