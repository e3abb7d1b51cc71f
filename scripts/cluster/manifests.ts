/** Definitions of resources that a cluster has beyond Kubernetes' own, from the modules that publish them. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cache } from "./cache.ts";
import { go } from "./go.ts";

interface Published {
  /** Our name for it, and its folder in the cache. */
  readonly name: string;
  readonly module: string;
  readonly version: string;
  /** Go's checksum of the module: what is downloaded is what was looked at. */
  readonly sum: string;
  /** Which of its files, by folder. */
  readonly files: Readonly<Record<string, RegExp>>;
}

const published: readonly Published[] = [
  {
    name: "cilium",
    module: "github.com/cilium/cilium",
    version: "v1.20.2",
    sum: "h1:dqiEGIcXc+gqCLYG/l7VCFJ8GHyb4HUrwbZOpkX5dL8=",
    files: { "pkg/k8s/apis/cilium.io/client/crds/v2": /^ciliumnetworkpolicies\.yaml$/ },
  },
  {
    name: "cloudnative-pg",
    module: "github.com/cloudnative-pg/cloudnative-pg",
    version: "v1.28.0",
    sum: "h1:vkv0a0ewDSfJOPJrsyUr4uczsxheReAWf/k171V0Dm0=",
    files: { "config/crd/bases": /_clusters\.yaml$/ },
  },
  {
    name: "external-secrets",
    module: "github.com/external-secrets/external-secrets",
    version: "v1.3.2",
    sum: "h1:u2J8RjlHIeF0oZCqtl92adI/uZWUwOesJIDkfql6LqQ=",
    files: { "config/crds/bases": /^external-secrets\.io_(cluster)?(externalsecrets|secretstores)\.yaml$/ },
  },
  {
    name: "gateway",
    module: "sigs.k8s.io/gateway-api",
    version: "v1.6.3",
    sum: "h1:lKpJa5bGlraC/QeACvCpsHLdmO6y0iKfzVl6gzaFEYc=",
    files: { "config/crd/standard": /_(gateways|httproutes)\.yaml$/ },
  },
  {
    // The stages by which kwok plays a kubelet, and the definition of a stage, so that a test can add its own.
    name: "kwok",
    module: "sigs.k8s.io/kwok",
    version: "v0.7.0",
    sum: "h1:+eGsNOIPapjsSzeZlOEcwbpyEVa2Vqlcafa0qIjaKV4=",
    files: {
      "kustomize/crd/bases": /_stages\.yaml$/,
      "kustomize/stage/node/fast": /^node-.*\.yaml$/,
      "kustomize/stage/node/heartbeat": /^node-.*\.yaml$/,
      "kustomize/stage/pod/fast": /^pod-.*\.yaml$/,
    },
  },
  {
    name: "prometheus",
    module: "github.com/prometheus-operator/prometheus-operator",
    version: "v0.85.0",
    sum: "h1:M5xLCLEoaW2IJfnuCwFzzpL+jSVQu3KGT84Pye+fW8s=",
    files: { "example/prometheus-operator-crd": /_(servicemonitors|prometheusrules)\.yaml$/ },
  },
];

function fetch(source: Published, target: string): void {
  const answer = go(["mod", "download", "-json", `${source.module}@${source.version}`]);
  const { Dir: folder, Sum: sum } = JSON.parse(answer) as { Dir: string; Sum: string };
  if (sum !== source.sum) throw new Error(`${source.module}@${source.version} is ${sum}, not ${source.sum}`);
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  for (const [under, wanted] of Object.entries(source.files)) {
    const names = readdirSync(join(folder, under)).filter((name) => wanted.test(name));
    if (names.length === 0) throw new Error(`${source.module} has no ${wanted} in ${under}`);
    for (const name of names) cpSync(join(folder, under, name), join(target, name));
  }
}

/** All of them are in the cache afterwards, each with a stamp of what it is. */
export function fetchManifests(): void {
  for (const source of published) {
    const target = join(cache.manifests, source.name);
    const stamp = join(target, "stamp.json");
    const pinned = JSON.stringify({
      ...source,
      files: Object.entries(source.files).map(([under, wanted]) => [under, wanted.source]),
    });
    if (existsSync(stamp) && readFileSync(stamp, "utf8") === pinned) continue;
    fetch(source, target);
    writeFileSync(stamp, pinned);
    console.log(`fetched the definitions of ${source.name} ${source.version}`);
  }
}

/** The texts of one set of definitions, in the order of their file names. */
export function manifests(name: string): string[] {
  const folder = join(cache.manifests, name);
  return readdirSync(folder)
    .filter((file) => file.endsWith(".yaml"))
    .sort()
    .map((file) => readFileSync(join(folder, file), "utf8"));
}

/** What an estate's environment can expect of its cluster: monitors, gateways, external secrets, databases, policies by name. */
export const definitionsForEstates = [
  "cilium",
  "cloudnative-pg",
  "external-secrets",
  "gateway",
  "prometheus",
];
