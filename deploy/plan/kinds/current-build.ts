import { callbackOf, currentKey, currentName } from "../current-build.ts";
import { labelsOf } from "../setting.ts";
import { workloadWords } from "../workload.ts";
import type { ResourceKind } from "./kind.ts";

/** Of a service of a distributed environment. Apart from its variables, whose change starts pods anew. */
export const currentBuildKind: ResourceKind = {
  ofWorkload: (workload, setting) =>
    setting.spec.engine === "distributed"
      ? [
          {
            id: `${currentName(workload)}/ConfigMap`,
            ...(workload.service && { service: workload.service.name }),
            object: {
              apiVersion: "v1",
              kind: "ConfigMap",
              metadata: {
                name: currentName(workload),
                namespace: setting.namespace,
                labels: labelsOf(setting, workload),
              },
              data: { [currentKey]: callbackOf(workload, workload.image, setting) },
            },
            words: [
              {
                path: "",
                says: `which build of ${workloadWords(workload, setting.environment)} Restate calls`,
              },
              {
                path: `data.${currentKey}`,
                says: `the generated code of ${workloadWords(workload, setting.environment)}`,
              },
            ],
          },
        ]
      : [],
};
