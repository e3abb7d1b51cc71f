/** The workflow that a new estate brings for its pull requests, each `run:` of it on this machine. */
import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { GitHub } from "./github.ts";
import { machineOf, workFolder } from "./machine.ts";
import { commit, edit, newRepository } from "./repository.ts";
import { type JobRun, runJob } from "./runner.ts";
import { readWorkflow, type Workflow } from "./workflow.ts";

const folder = workFolder();
let repository = "";
let workflow: Workflow;
let github: GitHub;

before(async () => {
  repository = newRepository(folder);
  workflow = readWorkflow(repository, "pull-request.yaml");
  github = await GitHub.start();
});
after(() => github.close());

function job(name: string): Promise<JobRun> {
  const found = workflow.jobs[name];
  assert.ok(found, `there is no job ${name}`);
  return runJob(machineOf(folder, repository, { github: { api_url: github.url } }), name, found);
}

const artifact = (file: string) => join(folder, "runs/artifacts/reports-specs", file);

test("a new estate's pull request is good, and its reports are what GitHub and CI servers read", async () => {
  const { ok, log } = await job("specs");
  assert.ok(ok, log);
  assert.match(log, /2 passed, 0 failed\nCoverage: all \d+ steps/);
  const sarif = JSON.parse(readFileSync(artifact("check.sarif"), "utf8")) as { readonly version: string };
  assert.equal(sarif.version, "2.1.0");
  assert.match(readFileSync(artifact("scenarios.xml"), "utf8"), /tests="2" failures="0"/);
});

test("its comment is written by the job's token", async () => {
  const { ok, log } = await job("comment");
  assert.ok(ok, log);
  assert.equal(github.comments.length, 1);
  assert.match(github.comments[0]?.body ?? "", /### Check: no errors.*### Scenarios: 2 passed/s);
  assert.deepEqual([...github.tokens], ["Bearer of-the-job"]);
  assert.doesNotMatch(log, /of-the-job/);
});

test("a mistake fails the job, marks the line, and takes the comment's place", async () => {
  edit(repository, "orders/take-order.yaml", "email: =source", "emial: =source");
  commit(repository, "a mistake");
  rmSync(artifact("."), { recursive: true });
  const { ok, log } = await job("specs");
  assert.ok(!ok);
  assert.match(log, /^::error file=orders\/take-order\.yaml,line=24,.*title=WB2201::/m);
  assert.ok(existsSync(artifact("check.sarif")));
  assert.ok((await job("comment")).ok);
  assert.equal(github.comments.length, 1);
  assert.match(
    github.comments[0]?.body ?? "",
    /### Check: 1 error.*WB2201.*`orders\/take-order\.yaml:24:5`/s,
  );
});
