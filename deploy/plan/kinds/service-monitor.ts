import { environmentWords, labelsOf, selectorOf } from "../setting.ts";
import type { ResourceKind } from "./kind.ts";
import { metricsLabel } from "./service.ts";

/** Tells Prometheus where metrics are: behind the Services that stand for pods, each pod once. */
export const serviceMonitorKind: ResourceKind = {
  ofWorkload: (workload, setting) =>
    setting.deploy.monitoring === undefined
      ? []
      : [
          {
            id: `${workload.name}/ServiceMonitor`,
            ...(workload.service && { service: workload.service.name }),
            object: {
              apiVersion: "monitoring.coreos.com/v1",
              kind: "ServiceMonitor",
              metadata: {
                name: workload.name,
                namespace: setting.namespace,
                labels: labelsOf(setting, workload),
              },
              spec: {
                selector: { matchLabels: { ...selectorOf(setting, workload), ...metricsLabel } },
                endpoints: [{ port: "http", path: "/metrics", interval: "30s" }],
              },
            },
            words: [{ path: "", says: environmentWords(setting, "deploy.monitoring") }],
          },
        ],
};
