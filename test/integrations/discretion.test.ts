import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";
import { compile } from "../../compiler/passes/index.ts";
import { sign } from "../../runtime/edge/signature.ts";
import { loadBuild } from "../../runtime/scenario/index.ts";
import { startService } from "../../runtime/service/index.ts";
import { admin, callerOf } from "../runtime/service/running.ts";
import { collector } from "../runtime/telemetry/collector.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The reference estate whose shop says of no field that it is personal: only the canonical order does, and lineage. */
async function forgetful(t: TestContext) {
  mkdirSync(join(root, ".cache"), { recursive: true });
  const folder = mkdtempSync(join(root, ".cache", "discreet-"));
  t.after(() => rmSync(folder, { recursive: true }));
  cpSync(join(root, "integrations"), join(folder, "specs"), { recursive: true });
  const schema = join(folder, "specs/ecommerce/schemas/shopify-order.json");
  writeFileSync(schema, readFileSync(schema, "utf8").replaceAll(/,\s*"x-personal": "\w+"/g, ""));
  assert.doesNotMatch(readFileSync(schema, "utf8"), /x-personal/);
  const out = join(folder, "build");
  const { diagnostics } = compile(join(folder, "specs"), { until: "write", out, today: "2026-11-24" });
  assert.deepEqual(diagnostics, []);
  return { build: await loadBuild(out), data: join(folder, "data") };
}

test("what only lineage knows to be personal is masked wherever a run is read", async (t) => {
  const { url: otlp, texts: traces } = await collector(t);
  const { build, data } = await forgetful(t);
  const lines: string[] = [];
  const service = await startService(build.estate, {
    port: 0,
    variables: { WAYBILL_DATA: data, OTEL_EXPORTER_OTLP_ENDPOINT: otlp },
    simulation: build.simulation,
    log: (level, message, fields) => lines.push(JSON.stringify({ level, message, ...fields })),
  });
  const { call, ended } = callerOf(service.url);
  const example = JSON.parse(
    readFileSync(join(root, "integrations/ecommerce/examples/shopify-order-1001.json"), "utf8"),
  );
  const webhook = build.estate.webhooks.find(
    (one) => one.system.name === "shopify" && one.name === "ordersCreate",
  );
  assert.ok(webhook?.verify);
  assert.deepEqual(webhook.payload.personal, [["checkout_token"], ["email"], ["note"]]);
  const { verify } = webhook;
  const order = async (id: number) => {
    const body = JSON.stringify({
      ...example,
      id,
      email: "marked-ann@example.com",
      note: "marked-note of Ann",
      checkout_token: "marked-token-of-ann",
    });
    const signed = sign(verify, "local-shopify-webhook", {
      id: `m${id}`,
      body: Buffer.from(body),
      url: "",
      now: Date.now(),
    });
    const answer = await call("POST", "/webhooks/shopify/ordersCreate", body, {
      ...signed,
      "x-shopify-webhook-id": `m${id}`,
    });
    assert.equal(answer.status, 202, JSON.stringify(answer.body));
    return ended(answer.body.run);
  };
  const shown: unknown[] = [];
  try {
    shown.push(await order(1));
    for (const system of ["sap", "wms"]) {
      await call("POST", `/simulate/${system}/faults`, { kind: "status", status: 422, times: 9 });
      shown.push(await order(system.length + (system === "sap" ? 10 : 20)));
      await call("DELETE", `/simulate/${system}/faults`);
    }
    const read = async (path: string) => {
      const answer = await call("GET", path, undefined, admin);
      assert.equal(answer.status, 200, path);
      shown.push(answer.body);
      return answer.body;
    };
    const { deadLetters } = await read("/admin/deadletters");
    assert.equal(deadLetters.length, 1);
    for (const { id } of deadLetters) await read(`/admin/deadletters/${id}`);
    for (const path of [
      "/admin/events",
      "/admin/runs?state=done",
      "/admin/runs?state=failed",
      "/admin/audit",
      "/admin/approvals",
      "/admin/trace?key=1001",
      "/metrics",
    ])
      await read(path);
  } finally {
    await service.close({ drainMs: 100 }); // and tells the last of its traces
  }
  assert.ok(traces.length > 0);
  assert.ok(lines.some((line) => line.includes("a run is a dead letter")));
  const all = { answers: JSON.stringify(shown), logs: lines.join("\n"), traces: traces.join("\n") };
  for (const [where, text] of Object.entries(all))
    assert.deepEqual(text.match(/.{0,60}marked-.{0,40}/g) ?? [], [], where);
});
