import type { Image } from "../../manifest.ts";
import { restatePort } from "../dependency.ts";
import { buildName } from "../names.ts";
import type { PlannedResource } from "../resource.ts";
import { labelsOf, type Setting, selectorOf } from "../setting.ts";
import { type Workload, workloadWords } from "../workload.ts";
import { buildLabels, buildsOf } from "./deployment.ts";
import type { ResourceKind } from "./kind.ts";

/**
 * Where a workload is asked. In a distributed environment requests from outside go to the current build, and only once it is ready;
 * each build has an address of its own for the work that it has begun.
 */
export const serviceKind: ResourceKind = {
  ofWorkload: (workload, setting) =>
    setting.spec.engine === "embedded"
      ? [service(workload, setting, { name: workload.name, target: {}, metrics: true })]
      : [
          service(workload, setting, {
            name: workload.name,
            target: buildLabels(workload.image),
            after: [`${buildName(workload.name, workload.image.content)}/Deployment`],
          }),
          ...buildsOf(workload).map((image) => ofBuild(workload, image, setting)),
        ],
};

/** What a ServiceMonitor looks for: each pod is behind one Service with it. */
export const metricsLabel = { "waybill.dev/metrics": "true" };

function ofBuild(workload: Workload, image: Image, setting: Setting): PlannedResource {
  const name = buildName(workload.name, image.content);
  return service(workload, setting, {
    name,
    target: buildLabels(image),
    metrics: true,
    ports: [
      {
        name: "restate",
        port: restatePort,
        targetPort: "restate",
        protocol: "TCP",
        appProtocol: "kubernetes.io/h2c",
      },
    ],
  });
}

function service(
  workload: Workload,
  setting: Setting,
  options: {
    readonly name: string;
    readonly target: Readonly<Record<string, string>>;
    readonly metrics?: boolean;
    readonly ports?: readonly unknown[];
    readonly after?: readonly string[];
  },
): PlannedResource {
  const { name, target, metrics, ports = [], after } = options;
  return {
    id: `${name}/Service`,
    ...(workload.service && { service: workload.service.name }),
    object: {
      apiVersion: "v1",
      kind: "Service",
      metadata: {
        name,
        namespace: setting.namespace,
        labels: { ...labelsOf(setting, workload), ...(metrics && metricsLabel) },
      },
      spec: {
        type: "ClusterIP",
        selector: { ...selectorOf(setting, workload), ...target },
        ports: [{ name: "http", port: 80, targetPort: "http", protocol: "TCP" }, ...ports],
      },
    },
    ...(after && { after }),
    words: [
      { path: "", says: workloadWords(workload, setting.environment) },
      {
        path: "spec.selector",
        says: `the generated code of ${workloadWords(workload, setting.environment)}`,
      },
    ],
  };
}
