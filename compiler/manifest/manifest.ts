import type { DeploySettings, Resources } from "./deploy-settings.ts";

/**
 * What a build says of itself: `manifest.json` in the build folder. Deployment, review and console read it without the specs.
 * Types only, and the version; `docs/schemas/manifest.json` is the same as JSON Schema, made from `schema.ts` beside this file.
 */

/** Raised when a reader of manifests would misread a newer one. */
export const manifestVersion = 2;

export interface Manifest {
  readonly $schema: string;
  readonly version: typeof manifestVersion;
  readonly estate: string;
  /** Changes with everything that runs. */
  readonly build: string;
  /** The Waybill that is inside the images: its version, and after `+` a digest of its runtime, its packages and what makes images. */
  readonly runtime: string;
  /** The image that the images are made from. */
  readonly base: string;
  /** Of an embedded environment: all services in one process. */
  readonly image: Image;
  /** What that image is made of. */
  readonly parts: Readonly<Record<string, string>>;
  readonly environments: Readonly<Record<string, ManifestEnvironment>>;
  readonly services: readonly ManifestService[];
  readonly routes: readonly ManifestRoute[];
  readonly systems: readonly ManifestSystem[];
  readonly contracts: readonly ManifestContract[];
  readonly events: readonly ManifestEvent[];
  readonly capabilities: readonly ManifestCapability[];
  readonly processes: readonly unknown[];
  readonly reconciliations: readonly unknown[];
  readonly secrets: readonly ManifestSecret[];
}

/** The repository below the environment's registry, and the digest that is its tag: same content, same tag. */
export interface Image {
  readonly name: string;
  readonly content: string;
}

/** An environment as the Estate says it, and the stores that its engine keeps. */
export interface ManifestEnvironment {
  readonly engine: "embedded" | "distributed";
  readonly events?: string;
  readonly namespace?: string;
  readonly publicUrl?: string;
  /** What Kubernetes needs to know. */
  readonly deploy?: DeploySettings;
  readonly stores: readonly ManifestStore[];
  readonly [rest: string]: unknown;
}

/** `sqlite`: a file of the one process, below `WAYBILL_DATA`. The others are servers. */
export interface ManifestStore {
  readonly kind: "sqlite" | "restate" | "postgresql" | "kafka";
  readonly holds: readonly ("runs" | "events" | "shared")[];
}

export interface ManifestService {
  readonly name: string;
  /** Where the spec is, below the estate's folder. */
  readonly file: string;
  readonly line: number;
  /** The generated module, below the build folder. */
  readonly module: string;
  /** Of this service alone; changes only with what it runs. */
  readonly image: Image;
  /** Digest by part (`mappings/order-to-sap`, `policies/stock-event`): what tells a reader why an image changed. */
  readonly parts: Readonly<Record<string, string>>;
  readonly routes: readonly string[];
  /** Names of the Systems whose operations it calls or whose webhooks it takes. */
  readonly systems: readonly string[];
  /** Names of secrets, as `WAYBILL_SECRET_<NAME>` spells them in upper case. */
  readonly secrets: readonly string[];
  /** Variables that set it up, beside its secrets. */
  readonly configuration: readonly ManifestVariable[];
  /** Paths that the outside may ask; `{name}` is any one segment. */
  readonly public: readonly string[];
  /** By environment: what it opens connections to. Nothing for what is simulated there. */
  readonly reaches: Readonly<Record<string, readonly Destination[]>>;
  /** Events by type (`order-accepted@1`). */
  readonly publishes: readonly string[];
  readonly consumes: readonly string[];
  /** Contracts that its HTTP routes and webhooks take or answer with, and those it reads besides. */
  readonly contracts: { readonly served: readonly string[]; readonly read: readonly string[] };
  readonly schedules: readonly ManifestSchedule[];
  /** Declared load of its routes, together. Messages a second. */
  readonly load?: { readonly steadyPerSecond: number; readonly peakPerSecond: number };
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
  /** The System that is called there, or whose tokens are fetched there. */
  readonly system?: string;
  /** The issuer of tokens whose keys are fetched there. */
  readonly issuer?: string;
}

export interface ManifestVariable {
  readonly variable: string;
  readonly purpose: string;
}

export interface ManifestSchedule {
  readonly route: string;
  readonly cron: string;
  readonly zone: string;
  readonly missed: "once" | "all" | "skip";
}

export interface ManifestSystem {
  readonly name: string;
  readonly type: string;
  readonly domain?: string;
  readonly file: string;
  /** By environment: a URL, or `simulated`. */
  readonly endpoints: Readonly<Record<string, string>>;
  readonly authentication?: string;
  readonly secrets: readonly string[];
  readonly limits?: {
    readonly ratePerSecond?: number;
    readonly burst?: number;
    readonly concurrency?: number;
  };
}

export interface ManifestRoute {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly class?: string;
  readonly criticality?: string;
  readonly domain?: string;
  readonly policy: string;
  readonly trigger: { readonly kind: string; readonly [rest: string]: unknown };
  /** The generated type of `message.data`. */
  readonly data?: { readonly module: string; readonly name: string };
  readonly load?: {
    readonly steadyPerSecond: number;
    readonly peakPerSecond?: number;
    readonly lastingMs?: number;
  };
  /** Its steps, `name:kind`: what a run in flight is moved to a new build by. */
  readonly graph: readonly string[];
  /** Operations that it calls, also through capabilities. */
  readonly calls: readonly string[];
  readonly capabilities: readonly string[];
  readonly mappings: readonly string[];
  readonly policies: readonly string[];
  readonly publishes: readonly string[];
  readonly waitsFor: readonly string[];
}

export interface ManifestContract {
  readonly name: string;
  readonly version: string;
  readonly lifecycle: string;
  readonly domain?: string;
  /** `order@2`. */
  readonly label: string;
  readonly file: string;
}

/** Names of services; one that nobody of this estate publishes or consumes has none there. */
export interface ManifestEvent {
  readonly type: string;
  readonly publishedBy: readonly string[];
  readonly consumedBy: readonly string[];
}

export interface ManifestCapability {
  readonly name: string;
  readonly providers: readonly string[];
  readonly rollout: readonly string[];
}

export interface ManifestSecret {
  readonly name: string;
  /** `WAYBILL_SECRET_SHOPIFY_TOKEN`. */
  readonly variable: string;
  /** Systems that it proves us to, or that prove themselves by it. */
  readonly systems: readonly string[];
  /** Routes whose callers prove themselves by it. */
  readonly routes: readonly string[];
  /** Environments in which it must be set: where not everything that needs it is simulated. */
  readonly environments: readonly string[];
}
