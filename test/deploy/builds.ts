import fc from "fast-check";
import type { Build } from "../../deploy/build.ts";
import type {
  DeploySettings,
  Destination,
  Manifest,
  ManifestService,
  ManifestSystem,
} from "../../deploy/manifest.ts";

/** Any build that `waybill build` could have written, as far as deployment reads it. The environment is called `production`. */

const word = fc.stringMatching(/^[a-z][a-z0-9]{0,14}$/);

/** As specs allow: up to 100 letters, kebab-case. */
export const kebab = fc
  .oneof(
    { weight: 4, arbitrary: fc.array(word, { minLength: 1, maxLength: 3 }) },
    { weight: 1, arbitrary: fc.array(word, { minLength: 8, maxLength: 14 }) },
  )
  .map((words) => words.join("-").slice(0, 100).replace(/-$/, ""));

const content = fc.stringMatching(/^[0-9a-f]{16}$/);

const endpoint = fc.oneof(
  fc.constant("simulated"),
  fc
    .record({
      scheme: fc.constantFrom("https", "http"),
      host: fc.oneof(
        fc.domain(),
        fc.ipV4(),
        fc.ipV6().map((address) => `[${address}]`),
        fc.tuple(word, word).map(([name, namespace]) => `${name}.${namespace}.svc.cluster.local`),
      ),
      port: fc.option(fc.integer({ min: 1, max: 65_535 }), { nil: undefined }),
    })
    .map(({ scheme, host, port }) => `${scheme}://${host}${port === undefined ? "" : `:${port}`}/base`),
);

const system: fc.Arbitrary<ManifestSystem> = fc.record({
  name: kebab,
  file: fc.constant("systems.yaml"),
  endpoints: endpoint.map((production) => ({ production })),
  secrets: fc.array(kebab, { maxLength: 3 }),
});

function service(systems: readonly ManifestSystem[]): fc.Arbitrary<ManifestService> {
  return fc
    .record({
      name: kebab,
      content,
      used: fc.subarray([...systems]),
      paths: fc.uniqueArray(kebab, { maxLength: 4 }),
      apiKeys: fc.array(kebab, { maxLength: 1 }),
      scale: fc.option(
        fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 9 })).map(([min, more]) => ({
          min,
          max: min + more,
        })),
        { nil: undefined },
      ),
      cpu: fc.constantFrom("50m", "250m", "1", "1.5", "8"),
    })
    .map(({ name, content: digest, used, paths, apiKeys, scale, cpu }) => ({
      name,
      file: "services.yaml",
      line: 1,
      image: { name: `shop-${name}`, content: digest },
      parts: {},
      systems: used.map((each) => each.name),
      secrets: [...new Set([...used.flatMap(({ secrets }) => secrets), ...apiKeys])],
      public: paths.map((path) => `/api/${name}/${path}`),
      reaches: { production: used.flatMap(destinationsOf) },
      monitoring: { rules: "rules.yaml", dashboard: "dashboard.json" },
      resources: { cpu, memory: "256Mi" },
      ...(scale && { scale }),
    }));
}

export function destinationsOf({ name, endpoints }: ManifestSystem): readonly Destination[] {
  const url = endpoints["production"];
  if (url === undefined || url === "simulated") return [];
  const { hostname, port, protocol } = new URL(url);
  return [
    {
      host: hostname.replace(/^\[|\]$/g, ""),
      port: port === "" ? (protocol === "http:" ? 80 : 443) : Number(port),
      system: name,
    },
  ];
}

const expose = fc.constantFrom(
  undefined,
  { ingress: { class: "nginx" } },
  { gateway: { name: "public", namespace: "edge" } },
);
const secrets = fc.constantFrom(
  undefined,
  { secret: "shop-secrets" },
  { externalSecrets: { store: "vault" } },
);

const deploy: fc.Arbitrary<DeploySettings> = fc
  .record({
    expose,
    secrets,
    monitoring: fc.constantFrom(undefined, {}),
    traces: fc.constantFrom(undefined, "http://collector.monitoring:4318"),
    names: fc.constantFrom(undefined, "cilium" as const),
    install: fc.boolean(),
    brokers: fc.constantFrom(undefined, 1, 5),
    partitions: fc.constantFrom(undefined, 6),
    identities: fc.constantFrom(undefined, ["publickeyv1_a", "publickeyv1_b"]),
  })
  .map(({ install, names, identities, brokers, partitions, ...rest }) => {
    const dependency = (address: string) => (install ? { install: {} } : { address });
    return {
      registry: "registry.example/shop",
      ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
      ...(names && { network: { names } }),
      restate: { ...dependency("restate.restate:8080"), ...(identities && { identities }) },
      kafka: {
        ...(install
          ? { install: { ...(brokers && { replicas: brokers }) } }
          : { address: "kafka.kafka:9092" }),
        ...(partitions && { partitions }),
      },
      postgres: dependency("postgres.data:5432"),
    };
  });

export const builds: fc.Arbitrary<Build> = fc
  .uniqueArray(system, { maxLength: 5, selector: ({ name }) => name })
  .chain((systems) =>
    fc.record({
      estate: kebab,
      build: content,
      engine: fc.constantFrom("embedded" as const, "distributed" as const),
      publicUrl: fc.constantFrom(undefined, "https://shop.example", "http://shop.example"),
      deploy,
      systems: fc.constant(systems),
      services: fc.uniqueArray(service(systems), {
        minLength: 1,
        maxLength: 5,
        selector: ({ name }) => name,
      }),
    }),
  )
  .map(({ estate, build, engine, publicUrl, deploy: settings, systems, services }) => ({
    manifest: {
      version: 2,
      estate,
      build,
      image: { name: estate, content: build },
      environments: { production: { engine, deploy: settings, ...(publicUrl && { publicUrl }) } },
      services,
      systems,
    } satisfies Manifest,
    monitoring: Object.fromEntries(services.map(({ name }) => [name, { groups: [], dashboard: "{}" }])),
  }));
