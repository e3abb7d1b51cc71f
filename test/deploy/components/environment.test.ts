import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { runtime } from "@pulumi/pulumi";
import { parseAllDocuments } from "yaml";
import { compile } from "../../../compiler/passes/index.ts";
import { readBuild } from "../../../deploy/build.ts";
import { EnvironmentComponent } from "../../../deploy/components/environment.ts";
import { type Plan, planOf } from "../../../deploy/plan/index.ts";
import { render } from "../../../deploy/render/index.ts";

const out = mkdtempSync(join(tmpdir(), "waybill-deploy-"));
after(() => rmSync(out, { recursive: true, force: true }));
compile("integrations", { until: "write", out, today: "2026-11-24" });
const build = readBuild(out);

interface Made {
  readonly type: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

const made: Made[] = [];
await runtime.setMocks({
  newResource: ({ type, name, inputs }) => {
    made.push({ type, inputs: inputs as Made["inputs"] });
    return { id: name, state: inputs as Made["inputs"] };
  },
  call: ({ inputs }) => inputs as Record<string, unknown>,
});

test("what Pulumi is given is what is rendered as YAML, but for what is said to Pulumi alone", async () => {
  const plan = planOf(build, "production");
  assert.ok(!("problems" in plan));
  const { ready } = new EnvironmentComponent("northwind.production", { plan });
  await new Promise((resolve) => ready.apply(resolve));
  const given = made
    .filter(({ type }) => type.startsWith("kubernetes:"))
    .map(({ inputs }) => withoutPulumi(inputs));
  const rendered = [...render(plan).values()].flatMap((text) =>
    parseAllDocuments(text).map((document) => withoutPulumi(document.toJS() as Made["inputs"])),
  );
  assert.ok(rendered.length > 5);
  assert.deepEqual(sorted(given), sorted(rendered));
});

test("a build that its load scales begins with as many pods as its scale asks for, and Pulumi leaves the number alone from then on", async () => {
  const plan = distributedPlan();
  made.length = 0;
  const { ready } = new EnvironmentComponent("outfitter.staging", { plan });
  await new Promise((resolve) => ready.apply(resolve));
  const replicas = made
    .filter(({ type }) => type === "kubernetes:apps/v1:Deployment")
    .map(({ inputs }) => [
      (inputs["metadata"] as { name: string }).name.replace(/--.*/, ""),
      (inputs["spec"] as { replicas?: number }).replicas,
    ]);
  assert.deepEqual(Object.fromEntries(replicas), { ledger: 1, orders: 2, stock: 1 });
  assert.doesNotMatch(render(plan).get("orders.yaml") ?? "", /^ {2}replicas:/m);
});

test("everything of an environment is below one component, and knows one provider", () => {
  assert.equal(made.filter(({ type }) => type === "waybill:deploy:Environment").length, 1);
  assert.equal(made.filter(({ type }) => type === "pulumi:providers:kubernetes").length, 1);
});

test("the same plan is rendered as the same bytes", () => {
  const plan = planOf(build, "production");
  assert.ok(!("problems" in plan));
  assert.deepEqual([...render(plan)], [...render({ resources: plan.resources.toReversed() })]);
});

function distributedPlan(): Plan {
  const folder = join(out, "distributed");
  compile("test/cluster/estate", { until: "write", out: folder, today: "2026-11-24" });
  const plan = planOf(readBuild(folder), "staging");
  assert.ok(!("problems" in plan));
  return plan;
}

function withoutPulumi(object: Made["inputs"]): unknown {
  const { metadata, ...rest } = object as { readonly metadata?: Readonly<Record<string, unknown>> };
  const { annotations = {}, ...more } = metadata ?? {};
  const kept = Object.entries(annotations as object).filter(([name]) => !name.startsWith("pulumi.com/"));
  return { ...rest, metadata: { ...more, annotations: Object.fromEntries(kept) } };
}

function sorted(objects: readonly unknown[]): readonly string[] {
  return objects.map((object) => JSON.stringify(object, keysInOrder)).sort();
}

function keysInOrder(_: string, value: unknown): unknown {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
    : value;
}
