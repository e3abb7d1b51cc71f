import { buildName } from "../names.ts";
import { labelsOf } from "../setting.ts";
import { workloadWords } from "../workload.ts";
import { buildLabels } from "./deployment.ts";
import type { ResourceKind } from "./kind.ts";

/** As many replicas as the load asks for, within `scale`. A replaced build ends its work with as few as that takes. */
export const autoscalerKind: ResourceKind = {
  ofWorkload: (workload, setting) => {
    const { scale, image, replaced, service } = workload;
    if (service === undefined || scale.min === scale.max) return [];
    return [{ image, min: scale.min }, ...replaced.map((each) => ({ image: each.image, min: 1 }))].map(
      ({ image: of, min }) => {
        const name = buildName(workload.name, of.content);
        return {
          id: `${name}/HorizontalPodAutoscaler`,
          service: service.name,
          object: {
            apiVersion: "autoscaling/v2",
            kind: "HorizontalPodAutoscaler",
            metadata: {
              name,
              namespace: setting.namespace,
              labels: { ...labelsOf(setting, workload), ...buildLabels(of) },
            },
            spec: {
              scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name },
              minReplicas: min,
              maxReplicas: scale.max,
              metrics: [
                {
                  type: "Resource",
                  resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } },
                },
              ],
              // Up at once, down slowly: a flash sale comes in waves.
              behavior: { scaleDown: { stabilizationWindowSeconds: 300 } },
            },
          },
          words: [
            { path: "", says: workloadWords(workload, setting.environment) },
            { path: "spec.minReplicas", says: workloadWords(workload, setting.environment, "scale.min") },
            { path: "spec.maxReplicas", says: workloadWords(workload, setting.environment, "scale.max") },
          ],
        };
      },
    );
  },
};
