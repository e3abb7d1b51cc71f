import type { Destination } from "../../manifest.ts";
import { addressOf, type DependencyKind, dependencies, restatePort } from "../dependency.ts";
import { destinationOf, inNamespace, type Reach, reachOf } from "../peers.ts";
import type { PlannedResource } from "../resource.ts";
import { environmentWords, labelsOf, type Setting, selectorOf } from "../setting.ts";
import { type Workload, workloadWords } from "../workload.ts";
import { servicePort } from "./config-map.ts";
import type { ResourceKind } from "./kind.ts";

/** Nothing goes in or out of the namespace but names, what is declared, and who asks: the way in from outside and the monitoring. */
export const networkPolicyKind: ResourceKind = {
  ofEnvironment: (setting) => [denyAll(setting), allowNames(setting)],
  ofWorkload: (workload, setting) => [ofWorkload(workload, setting)],
};

/** Every address that a workload opens connections to. */
export function destinationsOf(workload: Workload, setting: Setting): readonly Destination[] {
  const { spec, deploy } = setting;
  const runsOn =
    spec.engine === "distributed" ? dependencies.flatMap((each) => reachedBy(each, setting)) : [];
  return [
    ...workload.reaches,
    ...runsOn,
    ...(deploy.traces === undefined ? [] : [destinationOf(deploy.traces)]),
  ];
}

function reachedBy(dependency: DependencyKind, setting: Setting): readonly Destination[] {
  const address = addressOf(dependency, setting);
  if (address === undefined) return [];
  const destination = destinationOf(address);
  return [destination, ...dependency.morePorts.map((port) => ({ ...destination, port }))];
}

function ofWorkload(workload: Workload, setting: Setting): PlannedResource {
  const destinations = destinationsOf(workload, setting);
  const from = whoAsks(workload, setting);
  const restate = restateNamespaces(setting);
  return {
    id: `${workload.name}/NetworkPolicy`,
    ...(workload.service && { service: workload.service.name }),
    object: {
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: {
        name: workload.name,
        namespace: setting.namespace,
        labels: labelsOf(setting, workload),
        annotations: { "waybill.dev/reaches": destinations.map(shown).join(", ") },
      },
      spec: {
        podSelector: { matchLabels: selectorOf(setting, workload) },
        policyTypes: ["Ingress", "Egress"],
        ingress: [
          ...(from.length === 0 ? [] : [{ from, ports: [{ protocol: "TCP", port: servicePort }] }]),
          ...(restate.length === 0
            ? []
            : [{ from: restate, ports: [{ protocol: "TCP", port: restatePort }] }]),
        ],
        egress: distinctRules(destinations.flatMap((each) => reachOf(each, setting) ?? [])),
      },
    },
    words: [
      { path: "", says: workloadWords(workload, setting.environment) },
      { path: "spec.egress", says: `the systems of ${workloadWords(workload, setting.environment)}` },
      { path: "spec.ingress", says: environmentWords(setting, "deploy.expose") },
    ],
  };
}

/** Who may open connections to a workload, by namespace. */
function whoAsks({ public: paths }: Workload, { deploy, publicUrl }: Setting): readonly unknown[] {
  const { gateway, ingress } = deploy.expose ?? {};
  const entry = gateway?.namespace ?? ingress?.namespace ?? "ingress-nginx";
  return [
    ...new Set([
      ...(publicUrl !== undefined && paths.length > 0 ? [entry] : []),
      ...(deploy.monitoring === undefined ? [] : [deploy.monitoring.namespace ?? "monitoring"]),
    ]),
  ].map(inNamespace);
}

/** Restate calls the services that register with it; one outside the cluster has no namespace, and comes by no policy of names. */
function restateNamespaces(setting: Setting): readonly unknown[] {
  const restate = dependencies.find(({ field }) => field === "restate");
  const address = setting.spec.engine === "distributed" && restate ? addressOf(restate, setting) : undefined;
  if (address === undefined) return [];
  const [, namespace, svc] = destinationOf(address).host.split(".");
  return svc === "svc" && namespace !== undefined ? [inNamespace(namespace)] : [];
}

function distinctRules(reaches: readonly Reach[]): readonly unknown[] {
  const rules = reaches.map(({ port, peers }) => ({ to: peers, ports: [{ protocol: "TCP", port }] }));
  return [...new Map(rules.map((rule) => [JSON.stringify(rule), rule])).entries()]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([, rule]) => rule);
}

function shown({ host, port, system }: Destination): string {
  return `${system === undefined ? "" : `${system} `}${host}:${port}`;
}

function denyAll(setting: Setting): PlannedResource {
  return policy("deny-all", setting, { podSelector: {}, policyTypes: ["Ingress", "Egress"] });
}

function allowNames(setting: Setting): PlannedResource {
  return policy("allow-names", setting, {
    podSelector: {},
    policyTypes: ["Egress"],
    egress: [
      {
        to: [
          {
            ...(inNamespace("kube-system") as object),
            podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
          },
        ],
        ports: [
          { protocol: "UDP", port: 53 },
          { protocol: "TCP", port: 53 },
        ],
      },
    ],
  });
}

/** A dot is in no name of a spec, so no service has the same. */
function policy(name: string, setting: Setting, spec: unknown): PlannedResource {
  return {
    id: `environment/NetworkPolicy/${name}`,
    object: {
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { name: `waybill.${name}`, namespace: setting.namespace, labels: labelsOf(setting) },
      spec,
    },
    words: [{ path: "", says: environmentWords(setting) }],
  };
}
