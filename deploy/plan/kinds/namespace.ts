import type { PlannedResource } from "../resource.ts";
import { environmentWords, labelsOf, type Setting } from "../setting.ts";
import type { ResourceKind } from "./kind.ts";

/** Of the environment, under the restricted Pod Security level; what operators install has one of its own beside it. */
export const namespaceKind: ResourceKind = {
  ofEnvironment: (setting) => [
    namespace("environment/Namespace", setting.namespace, "restricted", setting),
    ...(installsAnything(setting)
      ? [namespace("environment/Namespace/data", setting.dataNamespace, "baseline", setting)]
      : []),
  ],
};

export function installsAnything({ spec, deploy: { restate, kafka, postgres } }: Setting): boolean {
  return (
    spec.engine === "distributed" && [restate, kafka, postgres].some((each) => each?.install !== undefined)
  );
}

function namespace(id: string, name: string, level: string, setting: Setting): PlannedResource {
  return {
    id,
    object: {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: {
        name,
        labels: {
          ...labelsOf(setting),
          "pod-security.kubernetes.io/enforce": level,
          "pod-security.kubernetes.io/warn": "restricted",
          "pod-security.kubernetes.io/audit": "restricted",
        },
      },
    },
    words: [{ path: "", says: environmentWords(setting, "namespace") }],
  };
}
