/** A Pulumi program as a person would write it for one workload, with as many resources as asked for; prints what its preview would make. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as kubernetes from "@pulumi/kubernetes";
import type { CustomResource } from "@pulumi/pulumi";
import { LocalWorkspace } from "@pulumi/pulumi/automation/index.js";

const count = Number(process.argv[2]);

async function program(): Promise<Record<string, unknown>> {
  const provider = new kubernetes.Provider("cluster", { enableServerSideApply: true });
  const options = { provider };
  const namespace = new kubernetes.core.v1.Namespace("namespace", { metadata: { name: "by-hand" } }, options);
  const metadata = (name: string) => ({ name, namespace: namespace.metadata.name });
  const labels = { app: "by-hand" };
  const account = new kubernetes.core.v1.ServiceAccount(
    "account",
    { metadata: metadata("by-hand"), automountServiceAccountToken: false },
    options,
  );
  const service = new kubernetes.core.v1.Service(
    "service",
    { metadata: metadata("by-hand"), spec: { selector: labels, ports: [{ port: 80, targetPort: 8080 }] } },
    options,
  );
  const containers = [{ name: "service", image: "registry.example/by-hand:1" }];
  const spec = { serviceAccountName: account.metadata.name, containers };
  const selector = { matchLabels: labels };
  const workload = new kubernetes.apps.v1.StatefulSet(
    "workload",
    {
      metadata: metadata("by-hand"),
      spec: { replicas: 1, serviceName: "by-hand", selector, template: { metadata: { labels }, spec } },
    },
    options,
  );
  const network = new kubernetes.networking.v1.NetworkPolicy(
    "network",
    { metadata: metadata("by-hand"), spec: { podSelector: selector, policyTypes: ["Ingress"] } },
    options,
  );
  const made: CustomResource[] = [namespace, account, service, workload, network];
  for (let number = made.length; number < count; number++) {
    const settings = { metadata: metadata(`settings-${number}`), data: { PORT: "8080" } };
    made.push(new kubernetes.core.v1.ConfigMap(`settings-${number}`, settings, options));
  }
  return { resources: made.length };
}

// Without a folder of its own Pulumi leaves one behind.
const workDir = mkdtempSync(join(tmpdir(), "waybill-by-hand-"));
try {
  const stack = await LocalWorkspace.createOrSelectStack(
    { stackName: "by-hand", projectName: "by-hand", program },
    { workDir, projectSettings: { name: "by-hand", runtime: "nodejs" } },
  );
  const { changeSummary } = await stack.preview({ refresh: true });
  console.log(JSON.stringify(changeSummary));
} finally {
  rmSync(workDir, { recursive: true });
}
