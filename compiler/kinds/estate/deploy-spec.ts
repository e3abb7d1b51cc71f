import type { DurationText, Reference } from "../values.ts";

/** `deploy` of an environment. Its fields go into the manifest as they are, but durations, which are milliseconds there. */
export interface DeploySpec {
  readonly drain?: DurationText;
  readonly network?: { readonly ranges?: Readonly<Record<Reference, readonly string[]>> };
  readonly restate?: DependencySpec;
  readonly kafka?: DependencySpec & { readonly partitions?: number };
  readonly postgres?: DependencySpec;
  readonly resources?: unknown;
  readonly storage?: unknown;
  readonly expose?: { readonly ingress?: unknown; readonly gateway?: unknown };
  readonly secrets?: { readonly secret?: string; readonly externalSecrets?: unknown };
  readonly [rest: string]: unknown;
}

export interface DependencySpec {
  readonly address?: string;
  readonly install?: unknown;
}
