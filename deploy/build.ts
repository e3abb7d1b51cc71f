import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { type Manifest, ManifestError, readManifest } from "./manifest.ts";

/** A build folder as the plan needs it: plain data, so that the plan itself reads no disk. */
export interface Build {
  readonly manifest: Manifest;
  /** By service. */
  readonly monitoring: Readonly<Record<string, Monitoring>>;
}

export interface Monitoring {
  /** `groups` of a Prometheus rule file. */
  readonly groups: readonly unknown[];
  /** JSON of a Grafana dashboard, as it lies in the build. */
  readonly dashboard: string;
}

/** Reads what `waybill build` wrote. Throws a `ManifestError` for what a person must put right. */
export function readBuild(folder: string): Build {
  const read = (path: string): string => {
    try {
      return readFileSync(join(folder, path), "utf8");
    } catch {
      throw new ManifestError(`there is no ${path} in ${folder}. Make a build with: waybill build`);
    }
  };
  const manifest = readManifest(read("manifest.json"));
  const monitoring = manifest.services.map(({ name, monitoring: { rules, dashboard } }) => {
    const { groups } = parse(read(rules)) as { readonly groups: readonly unknown[] }; // written by the same build
    return [name, { groups, dashboard: read(dashboard) }] as const;
  });
  return { manifest, monitoring: Object.fromEntries(monitoring) };
}
