import { environmentWords, labelsOf } from "../setting.ts";
import type { ResourceKind } from "./kind.ts";

/** PostgreSQL by CloudNativePG's resource, where the environment lets it be installed. */
export const postgresKind: ResourceKind = {
  ofEnvironment: (setting) => {
    const install = setting.spec.engine === "distributed" ? setting.deploy.postgres?.install : undefined;
    if (install === undefined) return [];
    const { replicas = 3, storage = "10Gi" } = install;
    return [
      {
        id: "environment/Cluster",
        object: {
          apiVersion: "postgresql.cnpg.io/v1",
          kind: "Cluster",
          metadata: { name: "postgres", namespace: setting.dataNamespace, labels: labelsOf(setting) },
          spec: {
            instances: replicas,
            storage: { size: storage },
            bootstrap: { initdb: { database: "waybill", owner: "waybill" } },
          },
        },
        words: [{ path: "", says: environmentWords(setting, "deploy.postgres") }],
      },
    ];
  },
};
