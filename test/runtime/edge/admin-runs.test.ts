import assert from "node:assert/strict";
import { test } from "node:test";
import { decideApproval, listApprovals } from "../../../runtime/edge/admin/approvals.ts";
import { actOnRun } from "../../../runtime/edge/admin/runs.ts";
import type { EdgeRequest } from "../../../runtime/edge/request.ts";
import { bench, command, info, program } from "../engine/embedded/bench-of.ts";

const request = (parameters: Readonly<Record<string, string>>, body: unknown = {}): EdgeRequest => ({
  method: "POST",
  url: new URL("http://service/admin"),
  headers: { "content-type": "application/json" },
  body: Buffer.from(JSON.stringify(body)),
  parameters,
  remoteAddress: "127.0.0.1",
});

async function waiting() {
  const made = await bench();
  await made.engine.serve("one", [
    program("orders", async (run) => {
      const { kind } = await run.approve(info("review", "approve"), { role: "fraud", show: { total: 5 } });
      return kind;
    }),
  ]);
  const { run } = await made.engine.accept(command("orders"));
  await made.engine.settled();
  return { ...made, run };
}

test("an approval is listed, decided once, and a second word is a conflict", async () => {
  const { engine, run } = await waiting();
  const listed = JSON.parse((await listApprovals(engine)(request({}))).body ?? "") as {
    approvals: unknown[];
  };
  assert.equal(listed.approvals.length, 1);
  const decide = decideApproval(engine);
  const word = { decision: "approved", by: "ann" };
  assert.equal((await decide(request({ run, step: "review" }, { decision: "perhaps" }))).status, 422);
  assert.equal((await decide(request({ run, step: "review" }, word))).status, 200);
  assert.equal((await decide(request({ run, step: "review" }, word))).status, 409);
  assert.equal((await decide(request({ run, step: "other" }, word))).status, 404);
  await engine.settled();
  assert.equal((await engine.run(run))?.outcome, "approved");
});

test("a run is cancelled, what is not there is not found, and what is over is a conflict", async () => {
  const { engine, run } = await waiting();
  const act = actOnRun(engine);
  assert.equal((await act(request({ id: run, act: "explode" }))).status, 404);
  assert.equal((await act(request({ id: "1-none", act: "pause" }))).status, 404);
  assert.equal((await act(request({ id: run, act: "cancel" }, { by: "ann", reason: "test" }))).status, 202);
  await engine.settled();
  assert.equal((await engine.run(run))?.state, "cancelled");
  assert.equal((await act(request({ id: run, act: "resume" }))).status, 409);
});
