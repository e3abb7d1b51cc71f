/**
 * The manifest as deployment reads it: `manifest.json` in the build folder, which `waybill build` writes. What is not named here
 * is for review and console. A reader of another version would misread it, so another version is refused.
 */
export const manifestVersion = 2;

export interface Manifest {
  readonly version: typeof manifestVersion;
  readonly estate: string;
  /** Changes with everything that runs. */
  readonly build: string;
  /** Of an embedded environment: all services in one process. */
  readonly image: Image;
  readonly environments: Readonly<Record<string, ManifestEnvironment>>;
  readonly services: readonly ManifestService[];
  readonly systems: readonly ManifestSystem[];
}

/** The repository below the environment's registry, and the digest that is its tag: same content, same tag. */
export interface Image {
  readonly name: string;
  readonly content: string;
}

export interface ManifestService {
  readonly name: string;
  /** Where the spec is, below the estate's folder. */
  readonly file: string;
  readonly line: number;
  /** Of this service alone; changes only with what it runs. */
  readonly image: Image;
  /** Digest by part (`mappings/order-to-sap`, `policies/stockEvent`): what tells a reader why an image changed. */
  readonly parts: Readonly<Record<string, string>>;
  /** Names of the Systems whose operations it calls or whose webhooks it takes. */
  readonly systems: readonly string[];
  /** Names of secrets, as `WAYBILL_SECRET_<NAME>` spells them in upper case. */
  readonly secrets: readonly string[];
  /** Paths that the outside may ask; `{name}` is any one segment. */
  readonly public: readonly string[];
  /** By environment: what it opens connections to. Nothing for what is simulated there. */
  readonly reaches: Readonly<Record<string, readonly Destination[]>>;
  /** Files below the build folder: alert rules (YAML, `groups`) and a Grafana dashboard (JSON). */
  readonly monitoring: { readonly rules: string; readonly dashboard: string };
  /** Replicas, of distributed environments. */
  readonly scale?: { readonly min: number; readonly max: number };
  /** Of one replica, of distributed environments; in Kubernetes' words. */
  readonly resources?: Resources;
}

/** `host` is a name or an IP address without brackets. */
export interface Destination {
  readonly host: string;
  readonly port: number;
  readonly system?: string;
  readonly issuer?: string;
}

export interface ManifestSystem {
  readonly name: string;
  readonly file: string;
  /** By environment: a URL, or `simulated`. */
  readonly endpoints: Readonly<Record<string, string>>;
  /** Of its authentication and its webhooks' signatures. */
  readonly secrets: readonly string[];
}

export interface Resources {
  readonly cpu: string;
  readonly memory: string;
}

/** An environment of the Estate, as its spec says it; docs/guide/deploying.md has the fields in full. */
export interface ManifestEnvironment {
  readonly engine: "embedded" | "distributed";
  readonly namespace?: string;
  readonly publicUrl?: string;
  readonly deploy?: DeploySettings;
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
  readonly restate?: Dependency;
  readonly kafka?: Dependency;
  readonly postgres?: Dependency;
}

/** What a distributed environment runs on: somebody else's, by `host:port`, or installed by its operator. */
export interface Dependency {
  readonly address?: string;
  readonly install?: { readonly replicas?: number; readonly storage?: string };
}

/** The build cannot be deployed by this Waybill. The message says what to do, for people. */
export class ManifestError extends Error {}

/** Reads the text of a manifest. Throws a `ManifestError` where it is none, or one of another version. */
export function readManifest(text: string): Manifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ManifestError("manifest.json is not JSON. Make the build again with: waybill build");
  }
  const version =
    typeof value === "object" && value !== null && "version" in value ? value.version : undefined;
  if (version !== manifestVersion)
    throw new ManifestError(
      `manifest.json is of version ${String(version)}, and this Waybill deploys version ${manifestVersion}. Make the build again with this Waybill: waybill build`,
    );
  // The version says who wrote it and how; `waybill build` writes nothing else.
  return value as Manifest;
}
