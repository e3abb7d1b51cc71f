import assert from "node:assert/strict";
import { test } from "node:test";
import { changeOf } from "../../../deploy/automation/changes.ts";
import { adviceFor } from "../../../deploy/automation/failure.ts";
import { reasonsOf } from "../../../deploy/automation/reasons.ts";
import { type Deployed, packed, replacedBuilds, unpacked } from "../../../deploy/deployed.ts";
import { ManifestError, readManifest } from "../../../deploy/manifest.ts";
import type { PlannedResource } from "../../../deploy/plan/resource.ts";

const planned: PlannedResource = {
  id: "intake/Deployment",
  service: "intake",
  object: { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "intake" } },
  words: [
    { path: "", says: "service intake" },
    { path: "spec.replicas", says: "`scale` of service intake" },
  ],
};
const urn = "urn:pulumi:shop.production::waybill::kubernetes:apps/v1:Deployment::intake/Deployment";

function deployed(content: string, parts: Readonly<Record<string, string>>): Deployed {
  return {
    build: content,
    plan: {
      estate: "shop",
      environment: "production",
      engine: "distributed",
      namespace: "shop",
      resources: [],
    },
    services: { intake: { image: { name: "shop-intake", content }, parts } },
    replaced: [],
  };
}

test("a field that differs is told in the spec's words, with what it is and what it should be", () => {
  const change = changeOf(
    {
      op: "update",
      urn,
      type: "kubernetes:apps/v1:Deployment",
      old: { outputs: { spec: { replicas: 5 } } },
      new: { inputs: { spec: { replicas: 2 } } },
      detailedDiff: { "spec.replicas": {} },
    },
    [planned],
  );
  assert.deepEqual(change?.fields, [
    { path: "spec.replicas", says: "`scale` of service intake", before: 5, after: 2 },
  ]);
});

test("what did not change, and what is Pulumi's own, is no change", () => {
  assert.equal(changeOf({ op: "same", urn, type: "kubernetes:apps/v1:Deployment" }, [planned]), undefined);
  assert.equal(changeOf({ op: "create", urn, type: "pulumi:providers:kubernetes" }, [planned]), undefined);
});

test("a service's image changes because of its parts, each told once in the words of specs", () => {
  const before = deployed("a", {
    "mappings/order-to-sap": "1",
    "contracts/order-2": "1",
    "contracts/order-2.validate": "1",
  });
  const after = deployed("b", {
    "mappings/order-to-sap": "2",
    "contracts/order-2": "2",
    "contracts/order-2.validate": "2",
    "policies/financialPosting": "1",
  });
  assert.deepEqual(reasonsOf(before, after), [
    {
      service: "intake",
      because: [
        "contract order@2 changed",
        "mapping order-to-sap changed",
        "policy financial-posting is new",
      ],
    },
  ]);
  assert.deepEqual(reasonsOf(before, before), []);
});

test("what a stack remembers is read back as it was, and anything else is nothing", () => {
  const one = deployed("a", { "mappings/order-to-sap": "1" });
  assert.deepEqual(unpacked(packed(one)), one);
  assert.equal(unpacked("something else"), undefined);
});

test("a replaced build stays until it has drained, and is not replaced once it is back", () => {
  const build = (content: string) => ({
    manifest: readManifest(
      JSON.stringify({
        version: 2,
        services: [{ name: "intake", image: { name: "shop-intake", content } }],
        environments: { production: { engine: "distributed", deploy: { drainMs: 1_000 } } },
      }),
    ),
    monitoring: {},
  });
  const first = deployed("a", {});
  const replaced = replacedBuilds(build("b"), "production", first, 500);
  assert.deepEqual(replaced, [
    { service: "intake", image: { name: "shop-intake", content: "a" }, since: 500 },
  ]);
  const second = { ...deployed("b", {}), replaced };
  assert.deepEqual(replacedBuilds(build("b"), "production", second, 1_400), replaced);
  assert.deepEqual(replacedBuilds(build("b"), "production", second, 1_500), []);
  assert.deepEqual(
    replacedBuilds(build("a"), "production", second, 600).map(({ image }) => image.content),
    ["b"],
  );
});

test("a build that serves after a rollout that failed in part stays, for it has work", () => {
  const manifest = readManifest(
    JSON.stringify({
      version: 2,
      services: [{ name: "intake", image: { name: "shop-intake", content: "c" } }],
      environments: { production: { engine: "distributed" } },
    }),
  );
  const serving = new Map([["intake", "b"]]);
  assert.deepEqual(
    replacedBuilds({ manifest, monitoring: {} }, "production", deployed("a", {}), 1, serving).map(
      ({ image }) => image.content,
    ),
    ["a", "b"],
  );
});

test("a manifest of another version is refused, with what to do", () => {
  assert.throws(
    () => readManifest('{"version":1}'),
    (error) => error instanceof ManifestError && /waybill build/.test(error.message),
  );
  assert.throws(() => readManifest("no JSON"), ManifestError);
});

test("what a machine lacks is said with what to install", () => {
  assert.match(
    adviceFor("no resource plugin 'pulumi-resource-kubernetes' found") ?? "",
    /pulumi plugin install/,
  );
  assert.match(adviceFor("PULUMI_ACCESS_TOKEN must be set for login") ?? "", /PULUMI_BACKEND_URL/);
  assert.equal(adviceFor("0 out of 1 replicas succeeded readiness checks"), undefined);
});
