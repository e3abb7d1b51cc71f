import { reachOf } from "../peers.ts";
import { environmentWords, labelsOf, selectorOf } from "../setting.ts";
import type { ResourceKind } from "./kind.ts";
import { destinationsOf } from "./network-policy.ts";

/** Hosts by name, where the cluster's network is Cilium's: it sees which addresses a name was resolved to. */
export const ciliumNetworkPolicyKind: ResourceKind = {
  ofWorkload: (workload, setting) => {
    if (setting.deploy.network?.names !== "cilium") return [];
    const named = destinationsOf(workload, setting).filter((each) => reachOf(each, setting) === undefined);
    if (named.length === 0) return [];
    return [
      {
        id: `${workload.name}/CiliumNetworkPolicy`,
        ...(workload.service && { service: workload.service.name }),
        object: {
          apiVersion: "cilium.io/v2",
          kind: "CiliumNetworkPolicy",
          metadata: {
            name: workload.name,
            namespace: setting.namespace,
            labels: labelsOf(setting, workload),
          },
          spec: {
            endpointSelector: { matchLabels: selectorOf(setting, workload) },
            egress: [
              {
                toEndpoints: [
                  {
                    matchLabels: {
                      "k8s:io.kubernetes.pod.namespace": "kube-system",
                      "k8s:k8s-app": "kube-dns",
                    },
                  },
                ],
                toPorts: [
                  { ports: [{ port: "53", protocol: "ANY" }], rules: { dns: [{ matchPattern: "*" }] } },
                ],
              },
              ...named.map(({ host, port }) => ({
                toFQDNs: [{ matchName: host }],
                toPorts: [{ ports: [{ port: String(port), protocol: "TCP" }] }],
              })),
            ],
          },
        },
        words: [{ path: "", says: environmentWords(setting, "deploy.network") }],
      },
    ];
  },
};
