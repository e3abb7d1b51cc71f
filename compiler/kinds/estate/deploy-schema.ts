import { cpuQuantity, duration, listOf, mapOf, memoryQuantity, object, text, word } from "../vocabulary.ts";

/** Kubernetes' own names: lower case, digits, hyphens and dots. */
const objectName = (description: string) => ({
  type: "string",
  pattern: "^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$",
  "x-error": "a name of Kubernetes such as `northwind-tls`",
  description,
});

const ranges = {
  ...listOf(
    {
      type: "string",
      pattern: "^[0-9a-fA-F.:]+/[0-9]{1,3}$",
      "x-error": "a range such as `10.20.0.0/24`",
      description: "A range in CIDR notation.",
    },
    "Ranges of addresses.",
    1,
  ),
};

const overTls = {
  type: "boolean",
  description: "Whether it is spoken to over TLS, with a certificate that Node trusts. Default: false.",
};

const dependency = (
  what: string,
  address: string,
  operator: string,
  more: Readonly<Record<string, object>> = {},
) =>
  object(
    {
      ...more,
      address: {
        type: "string",
        pattern: "^[^\\s:/]+:[0-9]+$",
        "x-error": `a host and a port such as \`${address}\``,
        description: `Where ${what} is that somebody else keeps.`,
      },
      install: object(
        {
          replicas: { type: "integer", minimum: 1, description: "How many. Default: 3." },
          storage: memoryQuantity("Of each. Default: `10Gi`."),
        },
        [],
        `Lets ${operator}, which must be in the cluster, install it in the environment's namespace.`,
      ),
    },
    [],
    `${what}, of a distributed environment: one of \`address\` and \`install\`.`,
  );

/** `deploy` of an environment: what Kubernetes needs to know, and nobody else. */
export const deploySettings = object(
  {
    registry: {
      type: "string",
      pattern: "^[a-z0-9](?:[a-z0-9._:/-]*[a-z0-9])?$",
      "x-error": "a registry without scheme, such as `registry.northwind.example/integration`",
      description: "Where images are pulled from, without scheme. Needed to deploy.",
    },
    pullSecret: objectName("The Secret with the registry's credentials."),
    resources: object(
      {
        cpu: cpuQuantity("CPU, in Kubernetes' words."),
        memory: memoryQuantity("Memory, in Kubernetes' words."),
      },
      ["cpu", "memory"],
      "What the one process of an embedded environment is given. Default: `{ cpu: 500m, memory: 512Mi }`.",
    ),
    storage: object(
      {
        size: memoryQuantity("Of the volume. Default: `10Gi`."),
        class: objectName("The StorageClass. Default: the cluster's own."),
      },
      [],
      "The volume of an embedded environment's store.",
    ),
    expose: object(
      {
        ingress: object(
          {
            class: objectName("The IngressClass. Default: the cluster's own."),
            namespace: objectName("Where its controller runs. Default: `ingress-nginx`."),
          },
          [],
          "By an Ingress. This is the default.",
        ),
        gateway: object(
          { name: objectName("The Gateway."), namespace: objectName("Where it is.") },
          ["name", "namespace"],
          "By an HTTPRoute of an existing Gateway, which holds the certificate.",
        ),
        tlsSecret: objectName(
          "The Secret with the certificate of `publicUrl`. Default: the namespace's name and `-tls`.",
        ),
      },
      [],
      "How `publicUrl` leads to the services: one of `ingress` and `gateway`. Only paths of HTTP routes and webhooks are exposed.",
    ),
    secrets: object(
      {
        secret: objectName(
          "The Kubernetes Secret, kept by somebody else, whose keys are the secrets' names. Default: `waybill-secrets`.",
        ),
        externalSecrets: object(
          {
            store: objectName("The store."),
            kind: word(["SecretStore", "ClusterSecretStore"], "Its kind. Default: `ClusterSecretStore`."),
            prefix: text(
              "Before a secret's name in the store. Default: the estate's name and `/`, the environment's and `/`.",
            ),
          },
          ["store"],
          "Lets the External Secrets operator fetch them.",
        ),
      },
      [],
      "Where secrets come from: one of `secret` and `externalSecrets`. Values are never in specs, state or plan.",
    ),
    monitoring: object(
      { namespace: objectName("Where Prometheus runs. Default: `monitoring`.") },
      [],
      "Where present: ServiceMonitor, PrometheusRule and a dashboard for each service. Needs the Prometheus operator.",
    ),
    traces: {
      type: "string",
      pattern: "^https?://\\S+$",
      "x-error": "a URL such as `http://collector.monitoring:4318`",
      description: "Where traces go: an OTLP endpoint over HTTP.",
    },
    network: object(
      {
        ranges: mapOf(
          ranges,
          "System: the ranges its addresses lie in, which are then all that is allowed for it. Without, a host by name is allowed at its port on every public address.",
        ),
        names: word(["cilium"], "Allows systems by name, where Cilium is the cluster's network."),
      },
      [],
      "What a network policy cannot know of hosts by name.",
    ),
    drain: duration(
      "How long a replaced build of a service stays in a distributed environment for runs that began on it. Default: `1d`.",
    ),
    restate: dependency("Restate", "restate.restate:8080", "the Restate operator", {
      identities: listOf(
        {
          type: "string",
          pattern: "^publickeyv1_[1-9A-HJ-NP-Za-km-z]+$",
          "x-error": "a public key of Restate, `publickeyv1_…`",
          description: "As Restate prints it when it starts.",
        },
        "Keys that Restate signs its calls with: services turn every other caller away. Default: who reaches the port may call.",
        1,
      ),
    }),
    kafka: dependency("Kafka", "kafka.kafka:9092", "Strimzi", {
      partitions: {
        type: "integer",
        minimum: 1,
        description:
          "Of each topic that services make. More replicas than that take no events, and more partitions later cost order. Default: 12.",
      },
      tls: overTls,
      sasl: word(
        ["plain", "scram-sha-256", "scram-sha-512"],
        "How services log in, with the secret `waybill.kafka` (`user:password`). Default: not at all.",
      ),
    }),
    postgres: dependency("PostgreSQL", "postgres.data:5432", "CloudNativePG", {
      database: text(
        "The database, which is there. Default: `waybill`. Services log in with the secret `waybill.postgres` (`user:password`).",
      ),
      tls: overTls,
    }),
  },
  [],
  "What Kubernetes needs to know: `waybill deploy` reads it.",
);
