import type { Setting } from "./setting.ts";

/** What a distributed environment runs on. */
export interface DependencyKind {
  readonly field: "restate" | "kafka" | "postgres";
  /** The variable that tells a service where it is. */
  readonly variable: string;
  /** Of what its operator installs. */
  readonly installedAt: (setting: Setting) => string;
}

export const dependencies: readonly DependencyKind[] = [
  {
    field: "kafka",
    variable: "WAYBILL_KAFKA",
    installedAt: ({ dataNamespace }) => `kafka-kafka-bootstrap.${dataNamespace}.svc:9092`,
  },
  {
    field: "postgres",
    variable: "WAYBILL_POSTGRES",
    installedAt: ({ dataNamespace }) => `postgres-rw.${dataNamespace}.svc:5432`,
  },
  {
    field: "restate",
    variable: "WAYBILL_RESTATE",
    // Restate's operator gives each of its clusters a namespace of the cluster's name.
    installedAt: ({ dataNamespace }) => `restate.${restateCluster(dataNamespace)}.svc:8080`,
  },
];

export function restateCluster(dataNamespace: string): string {
  return dataNamespace.replace(/-data$/, "-rst");
}

/** `host:port`, or undefined where the environment names none. */
export function addressOf({ field, installedAt }: DependencyKind, setting: Setting): string | undefined {
  const said = setting.deploy[field];
  return said?.install === undefined ? said?.address : installedAt(setting);
}
