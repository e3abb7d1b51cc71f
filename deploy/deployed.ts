import { gunzipSync, gzipSync } from "node:zlib";
import type { Build } from "./build.ts";
import type { Image } from "./manifest.ts";
import type { Plan } from "./plan/index.ts";
import { legalName } from "./plan/names.ts";
import type { ReplacedBuild } from "./plan/workload.ts";

/** What a stack remembers of its last good deployment, under its output `waybill`: enough to explain a change, find drift, and go back. */
export interface Deployed {
  readonly build: string;
  readonly plan: Plan;
  /** By service. */
  readonly services: Readonly<Record<string, DeployedService>>;
  readonly replaced: readonly ReplacedBuild[];
}

export interface DeployedService {
  readonly image: Image;
  readonly parts: Readonly<Record<string, string>>;
}

/** What the next deployment is compared with. */
export function deployedOf({ manifest }: Build, plan: Plan, replaced: readonly ReplacedBuild[]): Deployed {
  return {
    build: manifest.build,
    plan,
    services: Object.fromEntries(manifest.services.map(({ name, image, parts }) => [name, { image, parts }])),
    replaced,
  };
}

/** As the stack keeps it: a plan with its dashboards is long, and nobody reads it there. */
export function packed(deployed: Deployed): string {
  return gzipSync(JSON.stringify(deployed), { level: 9 }).toString("base64");
}

/** Undefined where there is none, or another program wrote it. */
export function unpacked(output: unknown): Deployed | undefined {
  if (typeof output !== "string") return undefined;
  try {
    return JSON.parse(gunzipSync(Buffer.from(output, "base64")).toString("utf8")) as Deployed; // packed() wrote it
  } catch {
    return undefined;
  }
}

const dayMs = 86_400_000;

/**
 * Builds of services that stay beside the current ones: replaced within the environment's `deploy.drain`. A build that comes back is
 * not replaced any more. `serving` is the build by workload that requests go to: after a rollout that failed in part it is not the
 * last good one, and has work all the same.
 */
export function replacedBuilds(
  { manifest }: Build,
  environment: string,
  before: Deployed | undefined,
  now: number,
  serving: ReadonlyMap<string, string> = new Map(),
): readonly ReplacedBuild[] {
  const spec = manifest.environments[environment];
  if (spec?.engine !== "distributed") return [];
  const drainMs = spec.deploy?.drainMs ?? dayMs;
  const current = new Map(manifest.services.map(({ name, image }) => [name, image.content]));
  const good = before?.plan.engine === "distributed" ? before : undefined;
  const ended = [
    ...Object.entries(good?.services ?? {}).map(([service, { image }]) => ({ service, image, since: now })),
    ...manifest.services.flatMap(({ name, image }) => {
      const content = serving.get(legalName(name));
      return content === undefined
        ? []
        : [{ service: name, image: { name: image.name, content }, since: now }];
    }),
  ];
  const seen = new Set<string>();
  return [...(good?.replaced ?? []), ...ended].filter(({ service, image: { content }, since }) => {
    const key = `${service} ${content}`;
    const stays =
      current.has(service) && current.get(service) !== content && now - since < drainMs && !seen.has(key);
    seen.add(key);
    return stays;
  });
}
