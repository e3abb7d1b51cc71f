import { podTemplate } from "../pod.ts";
import { environmentWords, labelsOf, selectorOf } from "../setting.ts";
import type { ResourceKind } from "./kind.ts";

/**
 * An embedded environment: one process, one store. Kubernetes ends a StatefulSet's pod before it starts its successor, and the volume
 * lets one pod at a time use it, so there are never two writers, also while a node is lost.
 */
export const statefulSetKind: ResourceKind = {
  ofWorkload: (workload, setting) => {
    if (setting.spec.engine !== "embedded") return [];
    const { storage } = setting.deploy;
    return [
      {
        id: `${workload.name}/StatefulSet`,
        object: {
          apiVersion: "apps/v1",
          kind: "StatefulSet",
          metadata: {
            name: workload.name,
            namespace: setting.namespace,
            labels: labelsOf(setting, workload),
          },
          spec: {
            replicas: 1,
            serviceName: workload.name,
            // A pod that never gets ready is replaced by its successor all the same: a rollback needs no hand.
            podManagementPolicy: "Parallel",
            updateStrategy: { type: "RollingUpdate" },
            selector: { matchLabels: selectorOf(setting, workload) },
            persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain", whenScaled: "Retain" },
            template: podTemplate(workload, setting, {
              image: workload.image,
              replicated: false,
              mounts: [{ name: "data", mountPath: "/data" }],
            }),
            volumeClaimTemplates: [
              {
                metadata: { name: "data", labels: selectorOf(setting, workload) },
                spec: {
                  accessModes: ["ReadWriteOncePod"],
                  ...(storage?.class !== undefined && { storageClassName: storage.class }),
                  resources: { requests: { storage: storage?.size ?? "10Gi" } },
                },
              },
            ],
          },
        },
        after: [`${workload.name}/ConfigMap`, `${workload.name}/ServiceAccount`],
        words: [
          { path: "", says: environmentWords(setting) },
          { path: "spec.replicas", says: `${environmentWords(setting, "engine")}: embedded is one process` },
          {
            path: "spec.template.spec.containers[0].image",
            says: "the generated code of all services",
          },
          {
            path: "spec.template.spec.containers[0].resources",
            says: environmentWords(setting, "deploy.resources"),
          },
          {
            path: "spec.template.metadata.annotations",
            says: `the configuration of ${environmentWords(setting)}`,
          },
          { path: "spec.volumeClaimTemplates", says: environmentWords(setting, "deploy.storage") },
        ],
      },
    ];
  },
};
