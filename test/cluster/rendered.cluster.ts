/** `deploy render`: what it writes is accepted by an API server that refuses unknown fields and pods that are not restricted. */
import { deepEqual, equal, notEqual } from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parseAllDocuments } from "yaml";
import type { Resource } from "../../scripts/cluster/kubernetes.ts";
import { apply, kubernetes } from "./cluster.ts";
import { TestEstate } from "./estate.ts";

/** What others need to be there before they can be asked about. */
const first = ["Namespace", "ServiceAccount"];

async function rendered(specs: string, environment: string): Promise<readonly Resource[]> {
  const estate = new TestEstate(specs);
  await estate.build();
  await estate.succeed("deploy", "render", "--environment", environment);
  const folder = join(estate.folder, "build", "kubernetes", environment);
  const texts = readdirSync(folder).map((file) => readFileSync(join(folder, file), "utf8"));
  const documents = texts.flatMap((text) => parseAllDocuments(text));
  return documents.map((document) => document.toJS() as Resource);
}

/** What the API server says against it, with the pod of a workload as a pod of its own: only pods are held to the restricted level. */
async function objections(resources: readonly Resource[]): Promise<readonly string[]> {
  for (const kind of first) {
    for (const resource of resources) if (resource.kind === kind) await apply(resource);
  }
  const asked = resources.flatMap((resource) => [resource, ...podsOf(resource)]);
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

for (const [estate, specs, environment] of [
  ["the reference estate", "integrations", "production"],
  ["a distributed environment", "test/cluster/estate", "staging"],
  ["an embedded environment", "test/cluster/estate", "production"],
] as const) {
  test(`every resource of ${estate} is accepted under strict validation, and its pods as restricted`, async () => {
    const resources = await rendered(specs, environment);
    notEqual(resources.length, 0);
    deepEqual(await objections(resources), []);
  });
}

test("a rendered pod that asks for more than it needs is refused", async () => {
  const resources = await rendered("test/cluster/estate", "staging");
  const [pod] = resources.flatMap(podsOf);
  if (!pod) throw new Error("there is no pod");
  const { status } = await kubernetes.apply(
    { ...pod, spec: { ...(pod["spec"] as object), hostNetwork: true } },
    { dryRun: true },
  );
  equal(status, 403);
});
