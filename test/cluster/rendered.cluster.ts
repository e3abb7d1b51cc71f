/** `deploy render`: what it writes is accepted by an API server that refuses unknown fields and pods that are not restricted. */
import { deepEqual, equal, match, notEqual } from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { parseAllDocuments } from "yaml";
import { cache } from "../../scripts/cluster/cache.ts";
import type { Resource } from "../../scripts/cluster/kubernetes.ts";
import { apply, kubernetes } from "./cluster.ts";
import { TestEstate } from "./estate.ts";
import { writeSchemas } from "./schemas.ts";

/** What others need to be there before they can be asked about. */
const first = ["Namespace", "ServiceAccount"];

/** The folder of what is rendered. */
async function rendered(specs: string, environment: string): Promise<string> {
  const estate = new TestEstate(specs);
  await estate.build();
  await estate.succeed("deploy", "render", "--environment", environment);
  return join(estate.folder, "build", "kubernetes", environment);
}

function resourcesIn(folder: string): readonly Resource[] {
  const texts = filesIn(folder).map((file) => readFileSync(file, "utf8"));
  const documents = texts.flatMap((text) => parseAllDocuments(text));
  return documents.map((document) => document.toJS() as Resource);
}

/** Of operators whose definitions come from where this suite cannot fetch them. `test/deploy/plan` holds Strimzi's to its models. */
const undefinedHere = ["Kafka", "KafkaNodePool", "RestateCluster"];

/** What the API server says against it, with the pod of a workload as a pod of its own: only pods are held to the restricted level. */
async function objections(resources: readonly Resource[]): Promise<readonly string[]> {
  for (const kind of first) {
    for (const resource of resources) if (resource.kind === kind) await apply(resource);
  }
  const asked = resources
    .filter(({ kind }) => !undefinedHere.includes(kind))
    .flatMap((resource) => [resource, ...podsOf(resource)]);
  const said: string[] = [];
  for (const resource of asked) {
    const { status, body } = await kubernetes.apply(resource, { dryRun: true });
    if (status >= 300) said.push(`${resource.kind} ${resource.metadata.name}: ${body.message}`);
  }
  return said;
}

function podsOf({ kind, metadata, spec }: Resource): readonly Resource[] {
  if (kind !== "Deployment" && kind !== "StatefulSet") return [];
  const { template, volumeClaimTemplates = [] } = spec as Workload;
  const claimed = volumeClaimTemplates.map(({ metadata: { name } }) => ({
    name,
    persistentVolumeClaim: { claimName: name },
  }));
  const pod = { ...template.spec, volumes: [...(template.spec.volumes ?? []), ...claimed] };
  const { namespace = "default", name } = metadata;
  return [{ apiVersion: "v1", kind: "Pod", metadata: { ...template.metadata, name, namespace }, spec: pod }];
}

interface Workload {
  readonly template: {
    readonly metadata: Omit<Resource["metadata"], "name">;
    readonly spec: { readonly volumes?: readonly unknown[] };
  };
  readonly volumeClaimTemplates?: readonly { readonly metadata: { readonly name: string } }[];
}

const schemas = await schemasInFolder();

async function schemasInFolder(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "waybill-schemas-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return writeSchemas(folder);
}

/** What kube-score would have otherwise, and why it is as it is. */
const deliberate: Readonly<Record<string, string>> = {
  "container-image-pull-policy":
    "A tag is the digest of what is in the image: it never changes, so it need not be pulled again.",
  "statefulset-has-servicename":
    "A headless Service gives each pod a name of its own. There is one pod, and nobody asks it by that name.",
};

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder).map((file) => join(folder, file));
}

/** What a tool of the cache prints. */
function lines(tool: string, ...args: readonly string[]): readonly string[] {
  const { stdout, stderr, error } = spawnSync(join(cache.bin, tool), args, { encoding: "utf8" });
  if (error) throw error;
  return `${stdout}${stderr}`.split("\n").filter((line) => line !== "");
}

/** What `kubeconform` has against a folder, by the schemas of the API server itself. */
function validated(folder: string): readonly string[] {
  return lines(
    "kubeconform",
    "-strict",
    "-skip",
    undefinedHere.join(","),
    "-schema-location",
    schemas,
    folder,
  );
}

/** What `kube-score` calls critical in a folder. */
function scored(folder: string): readonly string[] {
  const ignored = Object.keys(deliberate).flatMap((name) => ["--ignore-test", name]);
  const all = lines("kube-score", "score", "--output-format", "ci", ...ignored, ...filesIn(folder));
  // It says at least that something is in order.
  if (all.length === 0) throw new Error("kube-score said nothing");
  return all.filter((line) => line.startsWith("[CRITICAL]"));
}

for (const [estate, specs, environment] of [
  ["the reference estate", "integrations", "production"],
  ["a distributed environment", "test/cluster/estate", "staging"],
  ["an environment whose operators install what it needs", "test/cluster/estate", "operated"],
  ["an embedded environment", "test/cluster/estate", "production"],
] as const) {
  test(`every resource of ${estate} is accepted under strict validation, and its pods as restricted`, async () => {
    const resources = resourcesIn(await rendered(specs, environment));
    notEqual(resources.length, 0);
    deepEqual(await objections(resources), []);
  });

  test(`kubeconform and kube-score have nothing against ${estate}`, async () => {
    const folder = await rendered(specs, environment);
    deepEqual(validated(folder), []);
    deepEqual(scored(folder), []);
  });
}

test("a rendered pod that asks for more than it needs is refused", async () => {
  const resources = resourcesIn(await rendered("test/cluster/estate", "staging"));
  const [pod] = resources.flatMap(podsOf);
  if (!pod) throw new Error("there is no pod");
  const { status } = await kubernetes.apply(
    { ...pod, spec: { ...(pod["spec"] as object), hostNetwork: true } },
    { dryRun: true },
  );
  equal(status, 403);
});

test("a misspelt field in what is rendered is found by kubeconform", async () => {
  const folder = await rendered("test/cluster/estate", "staging");
  const file = join(folder, "orders.yaml");
  writeFileSync(file, readFileSync(file, "utf8").replace("imagePullPolicy:", "imagePulPolicy:"));
  match(validated(folder).join("\n"), /imagePulPolicy/);
});
