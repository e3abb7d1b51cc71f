/** The workflows that a new estate brings, with a cluster: preview, staging, smoke test, production, drift. */
import { equal, match, ok } from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { pulumiEnvironment } from "../../scripts/cluster/pulumi.ts";
import { machineOf, workFolder } from "../workflows/machine.ts";
import { commit, edit, newRepository } from "../workflows/repository.ts";
import { type JobRun, type Machine, runJob } from "../workflows/runner.ts";
import { simulatedStaging } from "../workflows/staging.ts";
import { readWorkflow } from "../workflows/workflow.ts";
import { kubeconfig, kubernetes } from "./cluster.ts";

const folder = workFolder();
let repository = "";

/** As docs/guide/ci.md asks: two environments, and where each system is in them. */
before(() => {
  repository = newRepository(folder);
  const environments = ["staging", "production"].map(
    (name) => `    ${name}: { engine: embedded, deploy: { registry: registry.shop.example } }\n`,
  );
  edit(
    repository,
    "estate.yaml",
    "    local: { engine: embedded }\n",
    `    local: { engine: embedded }\n${environments.join("")}`,
  );
  for (const system of ["orders/web-shop", "warehouse/warehouse"])
    edit(
      repository,
      `${system}.yaml`,
      "endpoints: { local: simulated }",
      'endpoints: { local: simulated, staging: "https://staging.shop.example", production: "https://shop.example" }',
    );
  commit(repository, "staging and production");
  mkdirSync(join(folder, "state"));
});

/** A job of a workflow, for one environment of those that it is for. */
async function job(file: string, name: string, environment?: string, url = ""): Promise<JobRun> {
  const found = readWorkflow(repository, file).jobs[name];
  ok(found, `${file} has no job ${name}`);
  const state = pulumiEnvironment(join(folder, "state"));
  const machine: Machine = machineOf(
    folder,
    repository,
    {
      vars: {
        WAYBILL_DEPLOY: "true",
        WAYBILL_URL: url,
        PULUMI_BACKEND_URL: state["PULUMI_BACKEND_URL"] ?? "",
      },
      secrets: {
        KUBECONFIG: readFileSync(kubeconfig, "utf8"),
        WAYBILL_SECRET_WEB_SHOP_WEBHOOK: "local-web-shop-webhook",
      },
      ...(environment !== undefined && { matrix: { environment } }),
    },
    { environment: state, instead: { "docker build": "true" } },
  );
  return runJob(machine, `${name}-${environment ?? "all"}`, found);
}

test("a pull request is told what would be made in an environment that is not there yet", async () => {
  const { ok: good, log } = await job("pull-request.yaml", "preview", "staging");
  ok(good, log);
  const file = join(folder, "runs/artifacts/reports-preview-staging/preview-staging.md");
  match(readFileSync(file, "utf8"), /### Deployment of `shop\.staging`, which is new: \d+ would be made/);
});

test("what was built goes to staging, where a real request must come to its end, and then to production", async () => {
  const built = await job("deploy.yaml", "build");
  ok(built.ok, built.log);
  const url = await simulatedStaging(built.checkout, join(folder, "data"));
  const staging = await job("deploy.yaml", "staging", undefined, url);
  ok(staging.ok, staging.log);
  match(staging.summary, /### Deployment of `shop\.staging`, which is new: \d+ made/);
  match(staging.log, /taken as run \S+ \(202\)/);
  const production = await job("deploy.yaml", "production");
  ok(production.ok, production.log);
  ok(await kubernetes.find("apps/v1", "StatefulSet", "shop-production", "shop"));
});

test("the next pull request is told that nothing would change, and no log holds the kubeconfig", async () => {
  const { ok: good, log } = await job("pull-request.yaml", "preview", "staging");
  ok(good, log);
  match(log, /Nothing would change in shop\.staging/);
  equal(/client-key-data|token:/.test(log), false);
});

test("by night all is as it was deployed; what a hand changed fails the job and stands in its summary", async () => {
  const calm = await job("drift.yaml", "drift", "production");
  ok(calm.ok, calm.log);
  await kubernetes.patch("apps/v1", "StatefulSet", "shop-production", "shop", { spec: { replicas: 2 } });
  const { ok: good, summary } = await job("drift.yaml", "drift", "production");
  equal(good, false);
  match(summary, /### `shop\.production` has drifted\n\n- StatefulSet `shop` was changed/);
});
