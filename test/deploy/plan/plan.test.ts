import assert from "node:assert/strict";
import { BlockList, isIP } from "node:net";
import { test } from "node:test";
import fc from "fast-check";
import type { Build } from "../../../deploy/build.ts";
import { type Plan, planOf } from "../../../deploy/plan/index.ts";
import type { KubernetesObject, PlannedResource } from "../../../deploy/plan/resource.ts";
import { builds } from "../builds.ts";

function planned(build: Build): Plan {
  const plan = planOf(build, "production");
  if ("problems" in plan) throw new Error(plan.problems.join("\n"));
  return plan;
}

/** Runs a property over the plans of any build. */
function always(property: (plan: Plan, build: Build) => void): void {
  fc.assert(
    fc.property(builds, (build) => property(planned(build), build)),
    { numRuns: 150 },
  );
}

interface Container {
  readonly image: string;
  readonly securityContext: Readonly<Record<string, unknown>>;
  readonly resources: Readonly<Record<"requests" | "limits", Readonly<Record<string, string>>>>;
  readonly ports: readonly { readonly name: string }[];
}

interface PodSpec {
  readonly securityContext: Readonly<Record<string, unknown>>;
  readonly containers: readonly Container[];
  readonly automountServiceAccountToken: boolean;
  readonly volumes: readonly Readonly<Record<string, unknown>>[];
  readonly terminationGracePeriodSeconds: number;
}

interface Workload {
  readonly object: KubernetesObject;
  readonly labels: Readonly<Record<string, string>>;
  readonly pod: PodSpec;
}

// The shapes below are Kubernetes' own, which the server holds the plan to in the cluster suite.
const workloadsOf = ({ resources }: Plan): readonly Workload[] =>
  resources
    .filter(({ object: { kind } }) => kind === "Deployment" || kind === "StatefulSet")
    .map(({ object }) => {
      const spec = object["spec"] as {
        readonly template: {
          readonly metadata: { readonly labels: Record<string, string> };
          readonly spec: PodSpec;
        };
      };
      return { object, labels: spec.template.metadata.labels, pod: spec.template.spec };
    });

const ofKind = ({ resources }: Plan, kind: string): readonly PlannedResource[] =>
  resources.filter(({ object }) => object.kind === kind);

test("every pod of any estate is under the restricted Pod Security level, and mounts no token", () => {
  always((plan) => {
    for (const { pod } of workloadsOf(plan)) {
      assert.equal(pod.automountServiceAccountToken, false);
      assert.equal(pod.securityContext["runAsNonRoot"], true);
      assert.equal(pod.securityContext["runAsUser"], 65_532);
      assert.deepEqual(pod.securityContext["seccompProfile"], { type: "RuntimeDefault" });
      for (const { securityContext } of pod.containers) {
        assert.equal(securityContext["allowPrivilegeEscalation"], false);
        assert.equal(securityContext["readOnlyRootFilesystem"], true);
        assert.deepEqual(securityContext["capabilities"], { drop: ["ALL"] });
      }
      const allowed = ["emptyDir", "projected", "persistentVolumeClaim", "secret", "configMap"];
      for (const volume of pod.volumes)
        for (const field of Object.keys(volume))
          assert.ok(field === "name" || allowed.includes(field), field);
    }
    const [namespace] = ofKind(plan, "Namespace");
    assert.equal(namespace?.object.metadata.labels?.["pod-security.kubernetes.io/enforce"], "restricted");
  });
});

test("names and labels are legal and unique, however long names in specs are", () => {
  const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
  const subdomain = /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/;
  always((plan) => {
    const seen = new Set<string>();
    const ids = new Set<string>();
    for (const { id, object } of plan.resources) {
      const { kind, apiVersion, metadata } = object;
      const strict = ["Deployment", "Namespace", "Service", "StatefulSet"].includes(kind);
      assert.match(metadata.name, strict ? label : subdomain);
      if (kind === "StatefulSet") assert.ok(metadata.name.length <= 52, metadata.name);
      if (kind === "Service") assert.match(metadata.name, /^[a-z]/);
      const key = `${apiVersion} ${kind} ${metadata.namespace ?? ""} ${metadata.name}`;
      assert.ok(!seen.has(key), key);
      seen.add(key);
      assert.ok(!ids.has(id), id);
      ids.add(id);
      for (const value of Object.values(metadata.labels ?? {}))
        assert.match(value, /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/);
    }
  });
});

test("exactly the declared systems can be reached from a pod, at their ports", () => {
  always((plan, { manifest }) => {
    const cilium = manifest.environments["production"]?.deploy?.network?.names === "cilium";
    for (const service of manifest.services) {
      const own = plan.engine === "embedded" ? manifest.services : [service];
      const name =
        plan.engine === "embedded"
          ? plan.resources.find(({ object }) => object.kind === "StatefulSet")?.object.metadata.name
          : plan.resources.find(
              (each) => each.service === service.name && each.object.kind === "ServiceAccount",
            )?.object.metadata.name;
      const policies = ofKind(plan, "NetworkPolicy").filter(({ object }) => object.metadata.name === name);
      assert.equal(policies.length, 1);
      const rules = policies.flatMap(({ object }) => egressOf(object));
      const declared = own.flatMap(({ reaches }) => reaches["production"] ?? []);
      for (const { host, port } of declared) {
        const byName = isIP(host) === 0 && !/\.svc(\.|$)/.test(host);
        const allowed =
          cilium && byName
            ? named(plan, name ?? "", host, port)
            : rules.some((rule) => lets(rule, host, port));
        assert.ok(allowed, `${host}:${port}`);
      }
      const ports = new Set([...declared.map(({ port }) => port), 8080, 9070, 9092, 5432, 4318]);
      for (const rule of rules)
        for (const { port } of rule.ports) assert.ok(ports.has(port), `port ${port} is nobody's`);
      // Nothing is allowed everywhere on the inside.
      for (const inside of ["10.1.2.3", "169.254.169.254", "192.168.1.1"])
        if (!declared.some(({ host }) => host === inside))
          for (const rule of rules) assert.ok(!letsAddress(rule, inside), inside);
    }
    const denied = ofKind(plan, "NetworkPolicy").find(
      ({ object }) => object.metadata.name === "waybill.deny-all",
    );
    assert.deepEqual(denied?.object["spec"], { podSelector: {}, policyTypes: ["Ingress", "Egress"] });
  });
});

test("replicas and limits make sense, and an embedded environment never has two writers", () => {
  always((plan) => {
    const workloads = workloadsOf(plan);
    for (const { pod, object } of workloads) {
      for (const { resources } of pod.containers) {
        assert.equal(resources.limits["memory"], resources.requests["memory"]);
        assert.ok(cores(resources.limits["cpu"]) >= cores(resources.requests["cpu"]));
      }
      assert.ok(pod.terminationGracePeriodSeconds > 11);
      assert.match(pod.containers[0]?.image ?? "", /^registry\.example\/shop\/[a-z0-9-]+:[0-9a-f]{16}$/);
      if (plan.engine === "embedded") {
        const { replicas, volumeClaimTemplates } = object["spec"] as {
          readonly replicas: number;
          readonly volumeClaimTemplates: readonly {
            readonly spec: { readonly accessModes: readonly string[] };
          }[];
        };
        assert.equal(object.kind, "StatefulSet");
        assert.equal(replicas, 1);
        assert.deepEqual(
          volumeClaimTemplates.map(({ spec }) => spec.accessModes),
          [["ReadWriteOncePod"]],
        );
      }
    }
    if (plan.engine === "embedded") {
      assert.equal(workloads.length, 1);
      assert.equal(ofKind(plan, "HorizontalPodAutoscaler").length, 0);
    }
    for (const { object } of ofKind(plan, "HorizontalPodAutoscaler")) {
      const { minReplicas, maxReplicas, scaleTargetRef } = object["spec"] as {
        readonly minReplicas: number;
        readonly maxReplicas: number;
        readonly scaleTargetRef: { readonly name: string };
      };
      assert.ok(minReplicas >= 1 && minReplicas <= maxReplicas);
      const target = workloads.find(({ object: { metadata } }) => metadata.name === scaleTargetRef.name);
      // Two that decide about one number would fight.
      assert.ok(target);
      assert.equal((target.object["spec"] as { readonly replicas?: number }).replicas, undefined);
    }
  });
});

test("the outside reaches public paths and nothing else, over TLS where its address says so", () => {
  always((plan, { manifest }) => {
    const paths = new Set(manifest.services.flatMap((service) => service.public));
    for (const { object } of ofKind(plan, "Ingress")) {
      const { rules, tls } = object["spec"] as {
        readonly tls?: unknown;
        readonly rules: readonly {
          readonly http: { readonly paths: readonly { readonly path: string }[] };
        }[];
      };
      for (const { http } of rules) for (const { path } of http.paths) assert.ok(paths.has(path), path);
      const secure = manifest.environments["production"]?.publicUrl?.startsWith("https:") === true;
      assert.equal(tls !== undefined, secure);
    }
  });
});

test("what is resourced by id finds what it needs, and says what it comes from", () => {
  always((plan) => {
    const ids = new Set(plan.resources.map(({ id }) => id));
    for (const { after = [], words } of plan.resources) {
      for (const id of after) assert.ok(ids.has(id), id);
      assert.equal(words.filter(({ path }) => path === "").length, 1);
    }
  });
});

test("the same build gives the same plan, and it is plain data", () => {
  always((plan, build) => {
    assert.deepEqual(JSON.parse(JSON.stringify(planned(build))), JSON.parse(JSON.stringify(plan)));
    assert.deepEqual(JSON.parse(JSON.stringify(plan)), plan);
  });
});

interface Rule {
  readonly to: readonly {
    readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
    readonly namespaceSelector?: { readonly matchLabels: Readonly<Record<string, string>> };
  }[];
  readonly ports: readonly { readonly port: number }[];
}

function egressOf(object: KubernetesObject): readonly Rule[] {
  return (object["spec"] as { readonly egress: readonly Rule[] }).egress;
}

/** As a cluster's network would judge: an address by range, a Service by its namespace, a public name by a public address. */
function lets(rule: Rule, host: string, port: number): boolean {
  if (!rule.ports.some((each) => each.port === port)) return false;
  const [, namespace, svc] = host.split(".");
  if (svc === "svc" && isIP(host) === 0)
    return rule.to.some(
      ({ namespaceSelector }) => namespaceSelector?.matchLabels["kubernetes.io/metadata.name"] === namespace,
    );
  return letsAddress(rule, isIP(host) === 0 ? "93.184.216.34" : host);
}

function letsAddress({ to }: Rule, address: string): boolean {
  const family = isIP(address) === 4 ? "ipv4" : "ipv6";
  const within = (range: string): boolean => {
    const [from = "", bits = ""] = range.split("/");
    if (isIP(from) !== isIP(address)) return false;
    const list = new BlockList();
    list.addSubnet(from, Number(bits), family);
    return list.check(address, family);
  };
  return to.some(
    ({ ipBlock }) => ipBlock !== undefined && within(ipBlock.cidr) && !(ipBlock.except ?? []).some(within),
  );
}

function named(plan: Plan, workload: string, host: string, port: number): boolean {
  const policy = ofKind(plan, "CiliumNetworkPolicy").find(({ object }) => object.metadata.name === workload);
  assert.ok(policy);
  const { egress } = policy.object["spec"] as {
    readonly egress: readonly {
      readonly toFQDNs?: readonly { readonly matchName: string }[];
      readonly toPorts: readonly { readonly ports: readonly { readonly port: string }[] }[];
    }[];
  };
  return egress.some(
    ({ toFQDNs = [], toPorts }) =>
      toFQDNs.some(({ matchName }) => matchName === host) &&
      toPorts.some(({ ports }) => ports.some((each) => each.port === String(port))),
  );
}

function cores(quantity = "0"): number {
  return quantity.endsWith("m") ? Number(quantity.slice(0, -1)) / 1000 : Number(quantity);
}
