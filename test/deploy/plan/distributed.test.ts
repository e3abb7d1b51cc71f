import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Plan, planOf } from "../../../deploy/plan/index.ts";
import type { KubernetesObject } from "../../../deploy/plan/resource.ts";
import { builds } from "../builds.ts";

interface Volume {
  readonly name: string;
  readonly configMap?: { readonly name: string };
}

interface Container {
  readonly volumeMounts: readonly {
    readonly name: string;
    readonly mountPath: string;
    readonly subPath?: string;
  }[];
  readonly env: readonly { readonly name: string; readonly value?: string }[];
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
}

/** Runs a property over the plans of any distributed environment. */
function always(property: (plan: Plan, namespace: string) => void): void {
  fc.assert(
    fc.property(builds, (build) => {
      const plan = planOf(build, "production");
      assert.ok(!("problems" in plan));
      if (plan.engine === "distributed") property(plan, plan.namespace);
    }),
    { numRuns: 150 },
  );
}

const ofKind = ({ resources }: Plan, kind: string): readonly KubernetesObject[] =>
  resources.map(({ object }) => object).filter((object) => object.kind === kind);

function containerOf(object: KubernetesObject): Container {
  const spec = object["spec"] as { template: { spec: { containers: readonly [Container] } } };
  return spec.template.spec.containers[0];
}

test("Restate calls each build at an address of its own, which leads to that build's pods", () => {
  always((plan, namespace) => {
    for (const deployment of ofKind(plan, "Deployment")) {
      const container = containerOf(deployment);
      const callback = container.env.find(({ name }) => name === "WAYBILL_RESTATE_CALLBACK")?.value ?? "";
      const { hostname, port } = new URL(callback);
      const service = ofKind(plan, "Service").find(
        ({ metadata }) => `${metadata.name}.${namespace}.svc` === hostname,
      );
      assert.ok(service, hostname);
      const { selector, ports } = service["spec"] as {
        selector: Record<string, string>;
        ports: readonly { name: string; port: number; targetPort: string }[];
      };
      const { matchLabels } = (deployment["spec"] as { selector: { matchLabels: object } }).selector;
      assert.deepEqual(selector, matchLabels);
      const target = ports.find((each) => String(each.port) === port)?.targetPort;
      assert.equal(container.ports.find(({ name }) => name === target)?.containerPort, 9080);
    }
  });
});

test("pods of every build read which one Restate is to call: the current one", () => {
  const before = { name: "image", content: "0123456789abcdef" };
  fc.assert(
    fc.property(builds, (build) => {
      const replaced = build.manifest.services.map(({ name }) => ({
        service: name,
        image: before,
        since: 1,
      }));
      const plan = planOf(build, "production", { replaced });
      assert.ok(!("problems" in plan));
      if (plan.engine !== "distributed") return;
      const deployments = ofKind(plan, "Deployment");
      assert.equal(deployments.length, 2 * build.manifest.services.length);
      for (const deployment of deployments) {
        const { env, volumeMounts } = containerOf(deployment);
        const path = env.find(({ name }) => name === "WAYBILL_RESTATE_CURRENT")?.value ?? "";
        const mount = volumeMounts.find(({ mountPath }) => path.startsWith(`${mountPath}/`));
        // One file of a map mounted by itself would never change.
        assert.ok(mount?.subPath === undefined);
        const { volumes } = (deployment["spec"] as { template: { spec: { volumes: readonly Volume[] } } })
          .template.spec;
        const map = volumes.find(({ name }) => name === mount?.name)?.configMap?.name;
        const data = ofKind(plan, "ConfigMap").find(({ metadata }) => metadata.name === map)?.["data"] as
          | Readonly<Record<string, string>>
          | undefined;
        const called = data?.[path.slice((mount?.mountPath.length ?? 0) + 1)];
        const current = deployments.find(
          ({ metadata: { labels } }) =>
            labels?.["app.kubernetes.io/name"] === deployment.metadata.labels?.["app.kubernetes.io/name"] &&
            labels?.["waybill.dev/build"] !== before.content,
        );
        assert.ok(current);
        const callback = containerOf(current).env.find(({ name }) => name === "WAYBILL_RESTATE_CALLBACK");
        assert.equal(called, callback?.value ?? "");
      }
    }),
    { numRuns: 150 },
  );
});

test("nobody but Restate comes to the port that is Restate's", () => {
  let seen = 0;
  always((plan) => {
    const restate = ofKind(plan, "RestateCluster")[0]?.metadata.name ?? "restate";
    for (const object of ofKind(plan, "NetworkPolicy")) {
      const { ingress = [] } = object["spec"] as {
        ingress?: { from: unknown; ports: readonly { port: number }[] }[];
      };
      for (const { from, ports } of ingress.filter((rule) => rule.ports.some(({ port }) => port === 9080))) {
        seen++;
        assert.deepEqual(ports, [{ protocol: "TCP", port: 9080 }]);
        assert.deepEqual(from, [
          { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": restate } } },
        ]);
      }
    }
  });
  assert.notEqual(seen, 0);
});

test("what Restate's operator installs lets the environment in, and may call it", () => {
  let seen = 0;
  always((plan, namespace) => {
    for (const object of ofKind(plan, "RestateCluster")) {
      seen++;
      const { security } = object["spec"] as {
        security: { networkPeers: Record<string, unknown>; networkEgressRules: readonly { to: unknown }[] };
      };
      const services = [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } } }];
      assert.deepEqual(security.networkPeers, { ingress: services, admin: services });
      assert.deepEqual(
        security.networkEgressRules.map(({ to }) => to),
        [services],
      );
    }
  });
  assert.notEqual(seen, 0);
});

test("services are told whose calls they hear", () => {
  fc.assert(
    fc.property(builds, (build) => {
      const plan = planOf(build, "production");
      assert.ok(!("problems" in plan));
      const { engine, deploy } = build.manifest.environments["production"] ?? assert.fail();
      const identities = engine === "distributed" ? deploy?.restate?.identities?.join(",") : undefined;
      for (const map of ofKind(plan, "ConfigMap")) {
        const variables = map["data"] as Readonly<Record<string, string>> | undefined;
        if (variables?.["WAYBILL_ENGINE"] === undefined) continue;
        assert.equal(variables["WAYBILL_RESTATE_IDENTITIES"], identities);
      }
    }),
    { numRuns: 150 },
  );
});

test("services make topics with the partitions that are said, and with no more copies than there are brokers", () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(builds, (build) => {
      const plan = planOf(build, "production");
      assert.ok(!("problems" in plan));
      const { deploy } = build.manifest.environments["production"] ?? assert.fail();
      for (const map of ofKind(plan, "ConfigMap")) {
        const variables = map["data"] as Readonly<Record<string, string>> | undefined;
        if (variables?.["WAYBILL_ENGINE"] !== "distributed") continue;
        const told = [variables["WAYBILL_KAFKA_PARTITIONS"], variables["WAYBILL_KAFKA_REPLICAS"]];
        const { partitions, install } = deploy?.kafka ?? {};
        assert.deepEqual(told, [partitions?.toString(), install?.replicas === 1 ? "1" : undefined]);
        seen.add(told.join());
      }
    }),
    { numRuns: 150 },
  );
  assert.deepEqual([...seen].toSorted(), [",", ",1", "6,", "6,1"]);
});

test("a pod finds what it logs in with as a file, and never in a variable", () => {
  always((plan) => {
    for (const map of ofKind(plan, "ConfigMap")) {
      const variables = map["data"] as Readonly<Record<string, string>> | undefined;
      if (variables?.["WAYBILL_ENGINE"] !== "distributed") continue;
      assert.equal(variables["WAYBILL_POSTGRES_CREDENTIALS_FILE"], "/secrets/waybill.postgres");
      assert.equal(variables["WAYBILL_POSTGRES_CREDENTIALS"], undefined);
    }
    for (const deployment of ofKind(plan, "Deployment")) {
      const { volumes } = (
        deployment["spec"] as { template: { spec: { volumes: readonly { name: string }[] } } }
      ).template.spec;
      assert.match(JSON.stringify(volumes.find(({ name }) => name === "secrets")), /"waybill\.postgres"/);
    }
  });
});
