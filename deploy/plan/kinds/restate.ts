import { restateCluster, restatePort } from "../dependency.ts";
import { inNamespace } from "../peers.ts";
import { environmentWords, labelsOf } from "../setting.ts";
import type { ResourceKind } from "./kind.ts";

/** Bytes in a quantity of Kubernetes. */
const units: Readonly<Record<string, number>> = {
  "": 1,
  K: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** Restate by its operator's resource, which makes a namespace of the same name for it. */
export const restateKind: ResourceKind = {
  ofEnvironment: (setting) => {
    const install = setting.spec.engine === "distributed" ? setting.deploy.restate?.install : undefined;
    if (install === undefined) return [];
    const { replicas = 3, storage = "10Gi" } = install;
    const services = inNamespace(setting.namespace);
    const [, amount = "0", unit = ""] = /^([0-9.]+)([A-Za-z]*)$/.exec(storage) ?? [];
    return [
      {
        id: "environment/RestateCluster",
        object: {
          apiVersion: "restate.dev/v1",
          kind: "RestateCluster",
          metadata: { name: restateCluster(setting.dataNamespace), labels: labelsOf(setting) },
          spec: {
            compute: { image: "docker.restate.dev/restatedev/restate:1.7", replicas },
            storage: { storageRequestBytes: Math.round(Number(amount) * (units[unit] ?? 1)) },
            cluster: { autoProvision: true },
            config: configuration(replicas),
            // Its operator denies everything else in and out, but what is public.
            security: {
              networkPeers: { ingress: [services], admin: [services] },
              networkEgressRules: [{ to: [services], ports: [{ protocol: "TCP", port: restatePort }] }],
            },
          },
        },
        words: [{ path: "", says: environmentWords(setting, "deploy.restate") }],
      },
    ];
  },
};

/**
 * Restate's own configuration (docs.restate.dev, server configuration). The operator provisions the cluster, so it must not do it by
 * itself. The number of partitions is settled when it first starts, and cannot be changed.
 */
function configuration(replicas: number): string {
  return [
    "auto-provision = false",
    "default-num-partitions = 24",
    `default-replication = ${Math.min(2, replicas)}`,
    "disable-telemetry = true",
    "",
  ].join("\n");
}
