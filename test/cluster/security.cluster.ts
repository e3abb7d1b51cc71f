/** That the API server itself holds the line, so that what the suite says of pods is not only what Waybill says of itself. */
import { equal, match } from "node:assert/strict";
import { before, test } from "node:test";
import { apply, kubernetes } from "./cluster.ts";

const namespace = "restricted";
const restricted = {
  runAsNonRoot: true,
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
  seccompProfile: { type: "RuntimeDefault" },
};

function pod(name: string, securityContext: object) {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace },
    spec: { containers: [{ name: "one", image: "registry.example/one:1", securityContext }] },
  };
}

before(() =>
  apply({
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name: namespace, labels: { "pod-security.kubernetes.io/enforce": "restricted" } },
  }),
);

test("a pod under the restricted level is accepted", async () => {
  equal((await kubernetes.apply(pod("careful", restricted), { dryRun: true })).status, 201);
});

test("a pod that may become root is refused in the same namespace", async () => {
  const { status, body } = await kubernetes.apply(pod("careless", { ...restricted, runAsNonRoot: false }), {
    dryRun: true,
  });
  equal(status, 403);
  match(body.message ?? "", /violates PodSecurity "restricted/);
});

test("a field that Kubernetes does not know is refused", async () => {
  const { status, body } = await kubernetes.apply(pod("misspelt", { ...restricted, runAsNonroot: true }), {
    dryRun: true,
  });
  equal(status >= 400, true);
  match(body.message ?? "", /runAsNonroot: field not declared in schema/);
});
