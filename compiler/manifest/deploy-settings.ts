export interface Resources {
  readonly cpu: string;
  readonly memory: string;
}

/** `deploy` of an environment. */
export interface DeploySettings {
  /** Where images are pulled from, without scheme: `registry.northwind.example/integration`. */
  readonly registry?: string;
  /** Of the Secret that holds the registry's credentials. */
  readonly pullSecret?: string;
  /** Of the one process of an embedded environment. */
  readonly resources?: Resources;
  /** Of the embedded store. */
  readonly storage?: { readonly size?: string; readonly class?: string };
  readonly expose?: {
    readonly ingress?: { readonly class?: string; readonly namespace?: string };
    readonly gateway?: { readonly name: string; readonly namespace: string };
    /** Name of the Secret with the certificate. */
    readonly tlsSecret?: string;
  };
  readonly secrets?: {
    /** Name of the Kubernetes Secret that somebody else keeps. */
    readonly secret?: string;
    readonly externalSecrets?: { readonly store: string; readonly kind?: string; readonly prefix?: string };
  };
  /** Present: monitors, alert rules and dashboards for the Prometheus operator and Grafana. */
  readonly monitoring?: { readonly namespace?: string };
  /** Where traces go: an OTLP endpoint over HTTP. */
  readonly traces?: string;
  readonly network?: {
    /** System: the ranges its addresses lie in, in CIDR notation. */
    readonly ranges?: Readonly<Record<string, readonly string[]>>;
    /** `cilium`: systems are allowed by name. */
    readonly names?: "cilium";
  };
  /** How long a replaced build of a service stays in a distributed environment, milliseconds. */
  readonly drainMs?: number;
  /** `identities`: public keys that Restate signs its calls with. */
  readonly restate?: Dependency & { readonly identities?: readonly string[] };
  /** `partitions`: of each topic that services make. */
  readonly kafka?: Dependency & {
    readonly partitions?: number;
    readonly tls?: boolean;
    readonly sasl?: "plain" | "scram-sha-256" | "scram-sha-512";
  };
  readonly postgres?: Dependency & { readonly database?: string; readonly tls?: boolean };
}

/** What a distributed environment runs on: somebody else's, by `host:port`, or installed by its operator. */
export interface Dependency {
  readonly address?: string;
  readonly install?: { readonly replicas?: number; readonly storage?: string };
}
