import type { Build } from "../build.ts";
import type { DeploySettings, Manifest, ManifestEnvironment } from "../manifest.ts";
import { legalName } from "./names.ts";
import { type ReplacedBuild, type Workload, workloadsOf } from "./workload.ts";

/** Everything that kinds of resources ask: one environment with its defaults, and what runs in it. */
export interface Setting {
  readonly build: Build;
  readonly manifest: Manifest;
  /** Its name in the Estate. */
  readonly environment: string;
  readonly spec: ManifestEnvironment;
  readonly deploy: DeploySettings;
  readonly namespace: string;
  /** Where its operators install what a distributed environment runs on. */
  readonly dataNamespace: string;
  readonly publicUrl: URL | undefined;
  readonly workloads: readonly Workload[];
}

export interface PlanOptions {
  /** Builds of services of a distributed environment that are not drained yet. */
  readonly replaced?: readonly ReplacedBuild[];
}

export function settingOf(
  build: Build,
  environment: string,
  spec: ManifestEnvironment,
  options: PlanOptions,
): Setting {
  const { manifest } = build;
  const namespace = spec.namespace ?? legalName(`${manifest.estate}-${environment}`);
  return {
    build,
    manifest,
    environment,
    spec,
    deploy: spec.deploy ?? {},
    namespace,
    dataNamespace: `${legalName(namespace, 58)}-data`,
    publicUrl:
      spec.publicUrl !== undefined && URL.canParse(spec.publicUrl) ? new URL(spec.publicUrl) : undefined,
    workloads: workloadsOf(manifest, environment, spec, options.replaced ?? []),
  };
}

/** Labels of everything of an environment; with a workload, of everything of that. */
export function labelsOf(setting: Setting, workload?: Workload): Readonly<Record<string, string>> {
  return {
    ...(workload && { "app.kubernetes.io/name": workload.name }),
    "app.kubernetes.io/part-of": legalName(setting.manifest.estate, 63),
    "app.kubernetes.io/managed-by": "waybill",
    "waybill.dev/environment": legalName(setting.environment, 63),
  };
}

/** What finds the pods of a workload, of all its builds. */
export function selectorOf(setting: Setting, workload: Workload): Readonly<Record<string, string>> {
  return {
    "app.kubernetes.io/name": workload.name,
    "app.kubernetes.io/part-of": legalName(setting.manifest.estate, 63),
  };
}

/** How a person would look an environment up. */
export function environmentWords({ environment }: Pick<Setting, "environment">, field?: string): string {
  return field === undefined
    ? `environment ${environment} of the Estate`
    : `\`${field}\` of environment ${environment} of the Estate`;
}
