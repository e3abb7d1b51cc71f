import type {
  Destination,
  Image,
  Manifest,
  ManifestEnvironment,
  ManifestService,
  Resources,
} from "../manifest.ts";
import { legalName } from "./names.ts";

/** What becomes pods of its own: a service of a distributed environment, or all services of an embedded one. */
export interface Workload {
  /** Legal for every resource. */
  readonly name: string;
  /** Absent: all of an embedded environment. */
  readonly service: ManifestService | undefined;
  readonly image: Image;
  /** Builds before this one that have work left, newest first. */
  readonly replaced: readonly ReplacedBuild[];
  readonly systems: readonly string[];
  readonly secrets: readonly string[];
  readonly public: readonly string[];
  readonly reaches: readonly Destination[];
  readonly resources: Resources;
  readonly scale: { readonly min: number; readonly max: number };
}

/** A build of a service that another has replaced. */
export interface ReplacedBuild {
  readonly service: string;
  readonly image: Image;
  /** Milliseconds since 1970. */
  readonly since: number;
}

const ofService: Resources = { cpu: "250m", memory: "512Mi" };
const ofEnvironment: Resources = { cpu: "500m", memory: "512Mi" };

export function workloadsOf(
  manifest: Manifest,
  environment: string,
  { engine, deploy }: ManifestEnvironment,
  replaced: readonly ReplacedBuild[],
): readonly Workload[] {
  const { services, estate, image } = manifest;
  const systems = manifest.systems.map(({ name }) => name);
  if (engine === "distributed")
    return services.map((service) => ({
      ...service,
      name: legalName(service.name),
      service,
      replaced: replaced
        .filter((each) => each.service === service.name && each.image.content !== service.image.content)
        .toSorted((one, other) => other.since - one.since),
      secrets: secretsIn(environment, manifest, service.systems, service.secrets),
      reaches: service.reaches[environment] ?? [],
      resources: service.resources ?? ofService,
      scale: service.scale ?? { min: 2, max: 6 },
    }));
  return [
    {
      name: legalName(estate),
      service: undefined,
      image,
      replaced: [],
      systems,
      secrets: secretsIn(
        environment,
        manifest,
        systems,
        services.flatMap(({ secrets }) => secrets),
      ),
      public: distinct(services.flatMap((service) => service.public)),
      reaches: distinctDestinations(services.flatMap(({ reaches }) => reaches[environment] ?? [])),
      resources: deploy?.resources ?? ofEnvironment,
      // Two processes on one store would do everything twice.
      scale: { min: 1, max: 1 },
    },
  ];
}

/** What is simulated takes any secret, so none need be there for it. */
function secretsIn(
  environment: string,
  manifest: Manifest,
  names: readonly string[],
  declared: readonly string[],
): readonly string[] {
  const here = manifest.systems.filter(({ endpoints }) => endpoints[environment] !== undefined);
  if (here.length > 0 && here.every(({ endpoints }) => endpoints[environment] === "simulated")) return [];
  const used = manifest.systems.filter(({ name }) => names.includes(name));
  const real = used.filter(({ endpoints }) => endpoints[environment] !== "simulated");
  const simulated = used.filter((system) => !real.includes(system)).flatMap(({ secrets }) => secrets);
  return distinct([
    ...real.flatMap(({ secrets }) => secrets),
    ...declared.filter((name) => !simulated.includes(name)),
  ]);
}

function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}

function distinctDestinations(destinations: readonly Destination[]): readonly Destination[] {
  const byText = new Map(destinations.map((each) => [JSON.stringify(each), each]));
  return [...byText.entries()].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, each]) => each);
}

/** How a person would look a workload up: the service and where its spec is, or all of the environment. */
export function workloadWords({ service }: Workload, environment: string, field?: string): string {
  const whole =
    service === undefined
      ? `environment ${environment} of the Estate`
      : `service ${service.name} (${service.file}:${service.line})`;
  return field === undefined ? whole : `\`${field}\` of ${whole}`;
}
