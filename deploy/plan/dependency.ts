import type { DeploySettings } from "../manifest.ts";
import type { Setting } from "./setting.ts";

/** What a distributed environment runs on. */
export interface DependencyKind {
  readonly field: "restate" | "kafka" | "postgres";
  /** The variable that tells a service where it is; others that it needs begin with the same word. */
  readonly variable: string;
  /** Of what its operator installs. */
  readonly installedAt: (setting: Setting) => string;
  /** Ports beyond that of its address which a service opens connections to. */
  readonly morePorts: readonly number[];
  /** What else a service has to know, by variable. */
  readonly more?: (setting: Setting) => Readonly<Record<string, string | undefined>>;
  /** The secret that a service logs in with, where it does. */
  readonly credentials?: (setting: Setting) => string | undefined;
}

/** Restate's own, where it is not said otherwise: its admin API, by which a build makes itself known. */
const restateAdminPort = 9070;

/** Of a topic, where a service is not told otherwise (`WAYBILL_KAFKA_REPLICAS`). */
const usualCopies = 3;

/** Where a service listens for Restate, which calls it to move runs on. */
export const restatePort = 9080;

export const dependencies: readonly DependencyKind[] = [
  {
    field: "kafka",
    variable: "WAYBILL_KAFKA",
    installedAt: ({ dataNamespace }) => `kafka-kafka-bootstrap.${dataNamespace}.svc:9092`,
    morePorts: [],
    more: ({ deploy: { kafka } }) => ({
      WAYBILL_KAFKA_PARTITIONS: kafka?.partitions === undefined ? undefined : String(kafka.partitions),
      WAYBILL_KAFKA_REPLICAS: kafka && copiesOf(kafka),
      WAYBILL_KAFKA_TLS: kafka?.tls === true ? "true" : undefined,
      WAYBILL_KAFKA_SASL: kafka?.sasl,
    }),
    credentials: ({ deploy: { kafka } }) => (kafka?.sasl === undefined ? undefined : "waybill.kafka"),
  },
  {
    field: "postgres",
    variable: "WAYBILL_POSTGRES",
    installedAt: ({ dataNamespace }) => `postgres-rw.${dataNamespace}.svc:5432`,
    morePorts: [],
    more: ({ deploy: { postgres } }) => ({
      WAYBILL_POSTGRES_DATABASE: postgres?.database,
      WAYBILL_POSTGRES_TLS: postgres?.tls === true ? "true" : undefined,
    }),
    credentials: () => "waybill.postgres",
  },
  {
    field: "restate",
    variable: "WAYBILL_RESTATE",
    // Restate's operator gives each of its clusters a namespace of the cluster's name.
    installedAt: ({ dataNamespace }) => `restate.${restateCluster(dataNamespace)}.svc:8080`,
    morePorts: [restateAdminPort],
    more: ({ deploy: { restate } }) => ({ WAYBILL_RESTATE_IDENTITIES: restate?.identities?.join(",") }),
  },
];

/** Of a topic there are no more copies than brokers. Undefined: as many as a service asks for by itself. */
function copiesOf({ install }: NonNullable<DeploySettings["kafka"]>): string | undefined {
  const { replicas = usualCopies } = install ?? {};
  return replicas < usualCopies ? String(replicas) : undefined;
}

export function restateCluster(dataNamespace: string): string {
  return dataNamespace.replace(/-data$/, "-rst");
}

/** `host:port`, or undefined where the environment names none. */
export function addressOf({ field, installedAt }: DependencyKind, setting: Setting): string | undefined {
  const said = setting.deploy[field];
  return said?.install === undefined ? said?.address : installedAt(setting);
}

/** The secrets that services of an environment log in with to what they run on, by the variable that names them. */
export function credentialsOf(setting: Setting): ReadonlyMap<string, string> {
  if (setting.spec.engine !== "distributed") return new Map();
  return new Map(
    dependencies.flatMap(({ variable, credentials }) => {
      const secret = credentials?.(setting);
      return secret === undefined ? [] : [[`${variable}_CREDENTIALS`, secret] as const];
    }),
  );
}
