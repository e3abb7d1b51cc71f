import type { DeploySettings } from "../../manifest.ts";
import type { PlannedResource } from "../resource.ts";
import { adminTokenKey, secretKeys } from "../secrets.ts";
import { environmentWords, labelsOf, type Setting } from "../setting.ts";
import type { Workload } from "../workload.ts";
import { workloadWords } from "../workload.ts";
import type { ResourceKind } from "./kind.ts";

type Store = NonNullable<NonNullable<DeploySettings["secrets"]>["externalSecrets"]>;

/** Lets the External Secrets operator make each workload a Secret with what it uses and nothing else. */
export const externalSecretKind: ResourceKind = {
  ofEnvironment: (setting) => {
    const store = setting.deploy.secrets?.externalSecrets;
    return store === undefined
      ? []
      : [
          {
            id: "environment/ExternalSecret",
            object: externalSecret("waybill.admin", [adminTokenKey], store, setting),
            words: [{ path: "", says: environmentWords(setting, "deploy.secrets") }],
          },
        ];
  },
  ofWorkload: (workload, setting) => {
    const store = setting.deploy.secrets?.externalSecrets;
    return store === undefined || secretKeys(workload, setting).length === 0
      ? []
      : [ofWorkload(workload, store, setting)];
  },
};

function ofWorkload(workload: Workload, store: Store, setting: Setting): PlannedResource {
  return {
    id: `${workload.name}/ExternalSecret`,
    ...(workload.service && { service: workload.service.name }),
    object: externalSecret(workload.name, secretKeys(workload, setting), store, setting, workload),
    words: [
      { path: "", says: environmentWords(setting, "deploy.secrets") },
      { path: "spec.data", says: `the secrets of ${workloadWords(workload, setting.environment)}` },
    ],
  };
}

function externalSecret(
  name: string,
  secrets: readonly string[],
  { store, kind = "ClusterSecretStore", prefix }: Store,
  setting: Setting,
  workload?: Workload,
): PlannedResource["object"] {
  const before = prefix ?? `${setting.manifest.estate}/${setting.environment}/`;
  return {
    apiVersion: "external-secrets.io/v1",
    kind: "ExternalSecret",
    metadata: { name, namespace: setting.namespace, labels: labelsOf(setting, workload) },
    spec: {
      refreshInterval: "1h",
      secretStoreRef: { name: store, kind },
      target: { name, creationPolicy: "Owner" },
      data: secrets.map((secret) => ({ secretKey: secret, remoteRef: { key: `${before}${secret}` } })),
    },
  };
}
