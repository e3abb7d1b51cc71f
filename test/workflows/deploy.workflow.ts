/** The workflow that a new estate brings for `main`: what of it needs no cluster. `test/cluster/workflows.cluster.ts` has the rest. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { machineOf, workFolder } from "./machine.ts";
import { newRepository } from "./repository.ts";
import { runJob } from "./runner.ts";
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
  const url = await service();
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

/** The estate as staging runs it, but with its systems simulated. */
async function service(): Promise<string> {
  const built = join(folder, "runs/build/checkout");
  const child = spawn(process.execPath, [resolve("bin/waybill.js"), "run", "--port", "0"], {
    cwd: built,
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, WAYBILL_DATA: join(folder, "data") },
  });
  after(() => child.kill("SIGKILL"));
  let text = "";
  for await (const chunk of child.stdout) {
    text += String(chunk);
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0];
    if (url !== undefined) return url;
  }
  await once(child, "exit");
  throw new Error(`it did not start:\n${text}`);
}
