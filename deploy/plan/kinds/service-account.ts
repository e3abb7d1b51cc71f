import { labelsOf } from "../setting.ts";
import { workloadWords } from "../workload.ts";
import type { ResourceKind } from "./kind.ts";

/** Nothing of ours asks the cluster's API: no token is mounted. */
export const serviceAccountKind: ResourceKind = {
  ofWorkload: (workload, setting) => [
    {
      id: `${workload.name}/ServiceAccount`,
      ...(workload.service && { service: workload.service.name }),
      object: {
        apiVersion: "v1",
        kind: "ServiceAccount",
        metadata: { name: workload.name, namespace: setting.namespace, labels: labelsOf(setting, workload) },
        automountServiceAccountToken: false,
        ...(setting.deploy.pullSecret !== undefined && {
          imagePullSecrets: [{ name: setting.deploy.pullSecret }],
        }),
      },
      words: [{ path: "", says: workloadWords(workload, setting.environment) }],
    },
  ],
};
