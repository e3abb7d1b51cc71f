import type { Build } from "../build.ts";
import { pathConflicts } from "./exposed.ts";
import { resourceKinds } from "./kinds/index.ts";
import type { PlannedResource } from "./resource.ts";
import { type PlanOptions, type Setting, settingOf } from "./setting.ts";

/** An environment as resources, by id. Plain data, and a pure function of build and environment. */
export interface Plan {
  readonly estate: string;
  readonly environment: string;
  readonly engine: "embedded" | "distributed";
  readonly namespace: string;
  readonly resources: readonly PlannedResource[];
}

/** What is wrong with an environment, for whoever wrote its spec. There is no plan then. */
export interface Refusal {
  readonly problems: readonly string[];
}

/** Every resource of an environment, or all that stands against it, at once. */
export function planOf(build: Build, environment: string, options: PlanOptions = {}): Plan | Refusal {
  const { manifest } = build;
  const spec = manifest.environments[environment];
  if (spec === undefined)
    return {
      problems: [
        `the estate ${manifest.estate} has no environment ${environment}: ${Object.keys(manifest.environments).join(", ")}`,
      ],
    };
  const setting = settingOf(build, environment, spec, options);
  const problems = problemsOf(setting);
  if (problems.length > 0) return { problems };
  const resources = resourceKinds.flatMap(({ ofEnvironment, ofWorkload }) => [
    ...(ofEnvironment?.(setting) ?? []),
    ...(ofWorkload ? setting.workloads.flatMap((workload) => ofWorkload(workload, setting)) : []),
  ]);
  return {
    estate: manifest.estate,
    environment,
    engine: spec.engine,
    namespace: setting.namespace,
    resources: resources.toSorted((one, other) => (one.id < other.id ? -1 : 1)),
  };
}

function problemsOf(setting: Setting): readonly string[] {
  const { spec, deploy, environment, publicUrl, manifest, workloads } = setting;
  const say = (field: string, example: string) =>
    `environment ${environment} says no \`${field}\`: add \`${example}\` to it in the Estate`;
  const unreached = manifest.systems.filter(
    ({ name, endpoints }) =>
      endpoints[environment] === undefined && workloads.some(({ systems }) => systems.includes(name)),
  );
  return [
    ...(manifest.services.length === 0 ? ["the estate has no service to deploy"] : []),
    ...(deploy.registry === undefined
      ? [say("deploy.registry", "deploy: { registry: registry.example/integration }")]
      : []),
    ...unreached.map(
      ({ name, file }) =>
        `system ${name} (${file}) has no endpoint in ${environment}: its services would not start`,
    ),
    ...(publicUrl !== undefined && publicUrl.pathname !== "/"
      ? [`\`publicUrl\` of ${environment} has a path: services answer at the root of a host of their own`]
      : []),
    ...(spec.engine === "distributed"
      ? (["restate", "kafka", "postgres"] as const).flatMap((field) =>
          deploy[field]?.address === undefined && deploy[field]?.install === undefined
            ? [say(`deploy.${field}`, `deploy: { ${field}: { address: "${field}.data:1234" } }`)]
            : [],
        )
      : []),
    ...pathConflicts(setting),
  ];
}
