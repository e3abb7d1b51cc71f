import { labelsOf, selectorOf } from "../setting.ts";
import { workloadWords } from "../workload.ts";
import type { ResourceKind } from "./kind.ts";

/** Nodes are emptied one replica of a service at a time. An embedded environment has one process: a budget would only keep its node. */
export const disruptionBudgetKind: ResourceKind = {
  ofWorkload: (workload, setting) =>
    workload.service === undefined
      ? []
      : [
          {
            id: `${workload.name}/PodDisruptionBudget`,
            service: workload.service.name,
            object: {
              apiVersion: "policy/v1",
              kind: "PodDisruptionBudget",
              metadata: {
                name: workload.name,
                namespace: setting.namespace,
                labels: labelsOf(setting, workload),
              },
              spec: { maxUnavailable: 1, selector: { matchLabels: selectorOf(setting, workload) } },
            },
            words: [{ path: "", says: workloadWords(workload, setting.environment) }],
          },
        ],
};
