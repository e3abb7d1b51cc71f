/** The workflow that a new estate brings for `main`: what of it needs no cluster. `test/cluster/workflows.cluster.ts` has the rest. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { machineOf, workFolder } from "./machine.ts";
import { newRepository } from "./repository.ts";
import { runJob } from "./runner.ts";
import { simulatedStaging } from "./staging.ts";
import { readWorkflow, type Step, type Workflow } from "./workflow.ts";

const folder = workFolder();
let repository = "";
let workflow: Workflow;

before(() => {
  repository = newRepository(folder);
  workflow = readWorkflow(repository, "deploy.yaml");
});

test("the build is made once and handed on, and without WAYBILL_DEPLOY nothing is pushed", async () => {
  const job = workflow.jobs["build"];
  assert.ok(job);
  const { ok, log } = await runJob(machineOf(folder, repository, {}), "build", job);
  assert.ok(ok, log);
  assert.ok(existsSync(join(folder, "runs/artifacts/build/manifest.json")));
});

test("the smoke test is a real request: done is good, a dead letter is not", async () => {
  const step = workflow.jobs["staging"]?.steps.find(({ name }) => name === "smoke test");
  assert.ok(step);
  const url = await simulatedStaging(join(folder, "runs/build/checkout"), join(folder, "data"));
  const smoke = (each: Step) =>
    runJob(machineOf(folder, repository, { vars: { WAYBILL_URL: url } }), "smoke", {
      steps: [{ uses: "./.github/actions/waybill" }, each],
    });
  // What the secret of staging is: the one that the simulated sender signs with.
  const signed = { ...step, env: { ...step.env, WAYBILL_SECRET_WEB_SHOP_WEBHOOK: "local-web-shop-webhook" } };
  const good = await smoke(signed);
  assert.ok(good.ok, good.log);
  assert.match(good.log, /taken as run \S+ \(202\)/);
  assert.doesNotMatch(good.log, /local-web-shop-webhook/);

  await fetch(`${url}/simulate/warehouse/faults`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ operation: "createShipment", kind: "status", status: 422 }),
  });
  const refused = await smoke(signed);
  assert.ok(!refused.ok);
  assert.match(refused.log, /expected done, but .* it is paused/);

  const forged = await smoke({
    ...signed,
    env: { ...signed.env, WAYBILL_SECRET_WEB_SHOP_WEBHOOK: "another" },
  });
  assert.ok(!forged.ok);
  assert.match(forged.log, /refused: 401/);
});
