import type * as written from "../compiler/manifest/manifest.ts";
import { manifestVersion } from "../compiler/manifest/manifest.ts";

/**
 * The manifest as deployment reads it: `manifest.json` in the build folder, which `waybill build` writes. What is not named here
 * is for review and console. A reader of another version would misread it, so another version is refused.
 */
export type { DeploySettings, Resources } from "../compiler/manifest/deploy-settings.ts";
export type { Destination, Image } from "../compiler/manifest/manifest.ts";
export { manifestVersion };

export interface Manifest extends Pick<written.Manifest, "version" | "estate" | "build" | "image"> {
  readonly environments: Readonly<Record<string, ManifestEnvironment>>;
  readonly services: readonly ManifestService[];
  readonly systems: readonly ManifestSystem[];
}

export type ManifestEnvironment = Pick<
  written.ManifestEnvironment,
  "engine" | "namespace" | "publicUrl" | "deploy"
>;

export type ManifestService = Pick<
  written.ManifestService,
  | "name"
  | "file"
  | "line"
  | "image"
  | "parts"
  | "systems"
  | "secrets"
  | "public"
  | "reaches"
  | "monitoring"
  | "scale"
  | "resources"
>;

export type ManifestSystem = Pick<written.ManifestSystem, "name" | "file" | "endpoints" | "secrets">;

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
