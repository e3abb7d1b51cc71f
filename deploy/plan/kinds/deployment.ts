import type { Image } from "../../manifest.ts";
import { callbackOf, currentKey, currentMount, currentName } from "../current-build.ts";
import { restatePort } from "../dependency.ts";
import { buildName } from "../names.ts";
import { podTemplate } from "../pod.ts";
import type { PlannedResource } from "../resource.ts";
import { labelsOf, type Setting, selectorOf } from "../setting.ts";
import { type Workload, workloadWords } from "../workload.ts";
import type { ResourceKind } from "./kind.ts";

/**
 * A service of a distributed environment: one Deployment for each build that has work left, since a run ends on the build it began on.
 * How many replicas there are is the autoscaler's business, but for the first: traffic must not go over to a build that is smaller than
 * its scale.
 */
export const deploymentKind: ResourceKind = {
  ofWorkload: (workload, setting) =>
    setting.spec.engine === "distributed"
      ? buildsOf(workload).map((image) => deployment(workload, image, setting))
      : [],
};

/** The current build first. */
export function buildsOf(workload: Workload): readonly Image[] {
  return [workload.image, ...workload.replaced.map(({ image }) => image)];
}

/** Of one build, on everything that belongs to it. */
export function buildLabels({ content }: Image): Readonly<Record<string, string>> {
  return { "waybill.dev/build": content };
}

function deployment(workload: Workload, image: Image, setting: Setting): PlannedResource {
  const name = buildName(workload.name, image.content);
  const service = workload.service?.name ?? workload.name;
  const words = (field?: string) => workloadWords(workload, setting.environment, field);
  const { min, max } = workload.scale;
  return {
    id: `${name}/Deployment`,
    service,
    object: {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: {
        name,
        namespace: setting.namespace,
        labels: { ...labelsOf(setting, workload), ...buildLabels(image) },
      },
      spec: {
        ...(min === max && { replicas: min }),
        // What serves goes on serving until what replaces it is ready.
        strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
        revisionHistoryLimit: 3,
        selector: { matchLabels: { ...selectorOf(setting, workload), ...buildLabels(image) } },
        template: podTemplate(workload, setting, {
          image,
          labels: buildLabels(image),
          replicated: true,
          ports: [{ name: "restate", containerPort: restatePort }],
          env: [
            { name: "WAYBILL_RESTATE_CALLBACK", value: callbackOf(workload, image, setting) },
            { name: "WAYBILL_RESTATE_CURRENT", value: `${currentMount.mountPath}/${currentKey}` },
          ],
          volumes: [{ name: currentMount.name, configMap: { name: currentName(workload) } }],
          mounts: [currentMount],
        }),
      },
    },
    ...(min < max && { atFirst: { replicas: min } }),
    after: [
      `${workload.name}/ConfigMap`,
      `${currentName(workload)}/ConfigMap`,
      `${workload.name}/ServiceAccount`,
    ],
    words: [
      { path: "", says: words() },
      { path: "spec.replicas", says: words("scale") },
      { path: "spec.template.spec.containers[0].image", says: `the generated code of ${words()}` },
      { path: "spec.template.spec.containers[0].resources", says: words("resources") },
      { path: "spec.template.metadata.annotations", says: `the configuration of ${words()}` },
    ],
  };
}
