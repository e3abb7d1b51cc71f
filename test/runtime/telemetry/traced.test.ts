import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { type RunningService, startService } from "../../../runtime/service/index.ts";
import { estate, simulation } from "../service/estate.ts";
import { admin, callerOf } from "../service/running.ts";
import { collector } from "./collector.ts";

const caller = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

/** Starts on a folder that outlives it, so that a run can go on in another process. */
function starting(t: TestContext, variables: Record<string, string>): () => Promise<RunningService> {
  const data = mkdtempSync(join(tmpdir(), "waybill-traced-"));
  const open: RunningService[] = [];
  t.after(async () => {
    await Promise.all(open.map((service) => service.close({ drainMs: 100 })));
    rmSync(data, { recursive: true });
  });
  return async () => {
    const service = await startService(estate, {
      port: 0,
      variables: { WAYBILL_DATA: data, ...variables },
      simulation,
      log: () => undefined,
    });
    open.push(service);
    return service;
  };
}

test("one trace goes from the caller through the queue, a dead letter, a restart and a redrive to the system", async (t) => {
  const { url, spans } = await collector(t);
  const start = starting(t, { OTEL_EXPORTER_OTLP_ENDPOINT: url });
  const first = await start();
  const before = callerOf(first.url);
  await before.call("POST", "/simulate/sap/faults", { kind: "status", status: 422, times: 1 });
  const { body } = await before.order({ id: "9", total: "1" }, "m9", { traceparent: caller });
  assert.equal((await before.ended(body.run)).state, "failed");
  await first.close({ drainMs: 1_000 });

  const second = await start();
  const after = callerOf(second.url);
  const { body: list } = await after.call("GET", "/admin/deadletters", undefined, admin);
  await after.call("POST", `/admin/deadletters/${list.deadLetters[0].id}/redrive`, {}, admin);
  assert.equal((await after.ended(body.run)).state, "done");
  const { body: received } = await after.call("GET", "/simulate/sap/received");
  await second.close({ drainMs: 1_000 });

  const mine = spans.filter(({ traceId }) => traceId === caller.split("-")[1]);
  const named = (name: string) => mine.filter((span) => span.name === name);
  const [server] = named("POST /webhooks/shopify/ordersCreate");
  assert.equal(server?.parentSpanId, "b7ad6b7169203331");
  const runs = named("process take-order");
  assert.deepEqual(
    runs.map((run) => [run.parentSpanId === server?.spanId, run.failed, run.attributes["waybill.run"]]),
    [
      [true, true, body.run],
      [true, false, body.run],
    ],
  );
  const calls = named("sap.createSalesOrder");
  assert.deepEqual(
    calls.map((span) => [span.parentSpanId, span.attributes["http.response.status_code"], span.failed]),
    [
      [runs[0]?.spanId, "422", true],
      [runs[1]?.spanId, "201", false],
    ].map(([parent, status, failed]) => [parent, Number(status), failed]),
  );
  const last = received.calls.at(-1) as { readonly headers: Record<string, string> };
  assert.equal(last.headers["traceparent"], `00-${calls[1]?.traceId}-${calls[1]?.spanId}-01`);
});

test("without an exporter the caller's trace is handed on as it came, and a broken one is nobody's", async (t) => {
  const service = await starting(t, {})();
  const { call, order, ended } = callerOf(service.url);
  await ended((await order({ id: "1", total: "1" }, "m1", { traceparent: caller })).body.run);
  await ended((await order({ id: "2", total: "1" }, "m2", { traceparent: "00-broken" })).body.run);
  const { body: received } = await call("GET", "/simulate/sap/received");
  assert.deepEqual(
    received.calls.map((each: { readonly headers: Record<string, string> }) => each.headers["traceparent"]),
    [caller, undefined],
  );
});
