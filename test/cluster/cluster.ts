/** The cluster that `setup.ts` started, as the test files see it. */
import { after } from "node:test";
import { type Access, Kubernetes, type Resource } from "../../scripts/cluster/kubernetes.ts";

const started = process.env["WAYBILL_TEST_CLUSTER"];
if (started === undefined) throw new Error("there is no cluster: run these files by npm run test:cluster");
const described = JSON.parse(started) as { readonly kubeconfig: string; readonly access: Access };

export const kubeconfig: string = described.kubeconfig;
export const kubernetes: Kubernetes = new Kubernetes(described.access);
after(() => kubernetes.close());

/** Applies, and fails the test where the API server refuses. */
export async function apply(resource: Resource): Promise<void> {
  const { status, body } = await kubernetes.apply(resource);
  if (status >= 300) throw new Error(`${resource.kind} ${resource.metadata.name}: ${body.message}`);
}

/**
 * From now on pods with this image start, crash and never get ready, as with a build that cannot run. Answers how to make it good
 * again.
 */
export async function crash(image: string): Promise<() => Promise<void>> {
  const name = `crash-${image.replace(/[^a-z0-9]+/g, "-").slice(-40)}`;
  await apply({
    apiVersion: "kwok.x-k8s.io/v1alpha1",
    kind: "Stage",
    metadata: { name },
    spec: {
      resourceRef: { apiGroup: "v1", kind: "Pod" },
      // Above the stage that makes a pod ready, which has no weight.
      weight: 1,
      selector: {
        matchExpressions: [
          { key: ".metadata.deletionTimestamp", operator: "DoesNotExist" },
          { key: ".status.podIP", operator: "DoesNotExist" },
          { key: ".spec.containers.[0].image", operator: "In", values: [image] },
        ],
      },
      next: { statusTemplate: crashing },
    },
  });
  return () => kubernetes.delete("kwok.x-k8s.io/v1alpha1", "Stage", undefined, name);
}

const crashing = `
conditions:
{{ range $type := (list "Ready" "ContainersReady") }}
- { type: {{ $type }}, status: "False", reason: ContainersNotReady, lastTransitionTime: {{ Now | Quote }} }
{{ end }}
- { type: Initialized, status: "True", lastTransitionTime: {{ Now | Quote }} }
containerStatuses:
{{ range .spec.containers }}
- name: {{ .name | Quote }}
  image: {{ .image | Quote }}
  ready: false
  started: false
  restartCount: 4
  state: { waiting: { reason: CrashLoopBackOff, message: the service ended with 1 } }
{{ end }}
hostIP: {{ NodeIPWith .spec.nodeName | Quote }}
podIP: {{ PodIPWith .spec.nodeName false ( or .metadata.uid "" ) ( or .metadata.name "" ) ( or .metadata.namespace "" ) | Quote }}
phase: Running
startTime: {{ Now | Quote }}
`;

/** Waits for what the cluster's controllers do in their own time. */
export async function eventually(what: string, holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 60_000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`not in a minute: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
