import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { startService } from "../../../runtime/service/index.ts";
import { StartError, settingsOf } from "../../../runtime/service/settings.ts";
import { estate, sap, simulation } from "./estate.ts";
import { admin, running } from "./running.ts";

test("a signed webhook becomes a run that posts the order and can be traced by its key", async (t) => {
  const service = await running(t);
  const taken = await service.order({ id: "1001", total: "19.90" }, "m1");
  assert.equal(taken.status, 202);
  assert.equal(taken.headers.get("location"), `/runs/${taken.body.run}`);
  const ended = await service.ended(taken.body.run);
  assert.deepEqual(
    { state: ended.state, outcome: ended.outcome, route: ended.route },
    { state: "done", outcome: "done", route: "take-order" },
  );

  const { body: trace } = await service.call("GET", "/admin/trace?key=1001", undefined, admin);
  assert.equal(trace.runs.length, 1);
  const posting = trace.runs[0].steps.find((step: { name: string }) => step.name === "posting");
  assert.deepEqual(
    { system: posting.system, operation: posting.operation, line: posting.line, outcome: posting.outcome },
    { system: "sap", operation: "createSalesOrder", line: 20, outcome: "ok" },
  );

  const { body: received } = await service.call("GET", "/simulate/sap/received");
  assert.deepEqual(
    received.calls.map((call: { operation: string; effect: boolean; status: number }) => [
      call.operation,
      call.effect,
      call.status,
    ]),
    [["createSalesOrder", true, 201]],
  );
});

test("the same message twice is one run and one posting", async (t) => {
  const service = await running(t);
  const first = await service.order({ id: "1", total: "1" }, "m1");
  await service.ended(first.body.run);
  const second = await service.order({ id: "1", total: "1" }, "m1");
  assert.equal(second.status, 202);
  assert.deepEqual(second.body, { run: first.body.run, duplicate: true });
});

test("a posting whose answer was lost is looked for and never made twice", async (t) => {
  const service = await running(t);
  await service.call("POST", "/simulate/sap/faults", {
    operation: "createSalesOrder",
    kind: "reset",
    effect: "after",
    times: 1,
  });
  const { body } = await service.order({ id: "77", total: "1" }, "m77");
  assert.equal((await service.ended(body.run)).state, "done");
  const { body: received } = await service.call("GET", "/simulate/sap/received");
  assert.deepEqual(
    received.calls.map((call: { operation: string; effect: boolean }) => [call.operation, call.effect]),
    [
      ["createSalesOrder", true],
      ["findSalesOrder", false],
    ],
  );
});

test("a fault of an operation that the system has not is refused: it would never come", async (t) => {
  const service = await running(t);
  const { status, body } = await service.call("POST", "/simulate/sap/faults", {
    operation: "createSalesOder",
    kind: "reset",
  });
  assert.equal(status, 422);
  assert.match(body.detail, /createSalesOrder/);
});

test("a look that fails is repeated and is not taken for “not found”", async (t) => {
  const service = await running(t);
  await service.call("POST", "/simulate/sap/faults", {
    operation: "createSalesOrder",
    kind: "reset",
    effect: "after",
    times: 1,
  });
  await service.call("POST", "/simulate/sap/faults", {
    operation: "findSalesOrder",
    kind: "status",
    status: 503,
    times: 1,
  });
  const { body } = await service.order({ id: "78", total: "1" }, "m78");
  assert.equal((await service.ended(body.run)).state, "done");
  const { body: received } = await service.call("GET", "/simulate/sap/received");
  assert.equal(received.calls.filter((call: { effect: boolean }) => call.effect).length, 1);
});

test("a refusal becomes a dead letter, masked, that can be redriven", async (t) => {
  const service = await running(t);
  await service.call("POST", "/simulate/sap/faults", { kind: "status", status: 422, times: 1 });
  const { body } = await service.order({ id: "9", email: "ann@example.com", total: "1" }, "m9");
  await service.ended(body.run);
  const { body: list } = await service.call("GET", "/admin/deadletters", undefined, admin);
  assert.equal(list.deadLetters.length, 1);
  const [{ id, class: failureClass }] = list.deadLetters;
  assert.equal(failureClass, "refused");
  const shown = await service.call("GET", `/admin/deadletters/${id}`, undefined, admin);
  assert.equal(shown.body.input.data.email, "***");
  assert.equal(shown.body.line, 20);
  const redriven = await service.call("POST", `/admin/deadletters/${id}/redrive`, {}, admin);
  assert.equal(redriven.status, 202);
  assert.equal((await service.ended(redriven.body.run)).state, "done");
});

test("a message that is not signed, not JSON or not valid starts nothing and says why", async (t) => {
  const service = await running(t);
  const unsigned = await service.call(
    "POST",
    "/webhooks/shopify/ordersCreate",
    { id: "1" },
    { "x-shopify-hmac-sha256": "AAAA" },
  );
  assert.equal(unsigned.status, 401);
  const invalid = await service.order({ id: "1" }, "m");
  assert.equal(invalid.status, 422);
  assert.match(invalid.headers.get("content-type") ?? "", /problem\+json/);
  assert.deepEqual(invalid.body.errors, [{ pointer: "/total", reason: "is missing" }]);
  const key = { "x-api-key": "local-quote-key" };
  assert.equal((await service.call("POST", "/api/quotes", "{", key)).status, 400);
  assert.equal(
    (await service.call("POST", "/api/quotes", "a", { ...key, "content-type": "text/plain" })).status,
    415,
  );
  assert.equal((await service.call("POST", "/api/quotes", `"${"x".repeat(1_100_000)}"`, key)).status, 413);
});

test("a synchronous route answers its caller, who must have the key", async (t) => {
  const service = await running(t);
  assert.equal((await service.call("POST", "/api/quotes", { id: "1", total: "2.10" })).status, 401);
  const answer = await service.call(
    "POST",
    "/api/quotes",
    { id: "1", total: "2.10" },
    { "x-api-key": "local-quote-key" },
  );
  assert.deepEqual([answer.status, answer.body], [201, { total: "2.10" }]);
  const read = await service.call("GET", "/api/prices/a%2Fb?unit=each");
  assert.deepEqual([read.status, read.body], [200, { unit: "each", sku: "a/b" }]);
});

test("health, metrics and documents answer; admin is closed without its token", async (t) => {
  const service = await running(t);
  assert.equal((await service.call("GET", "/health/live")).status, 200);
  assert.equal((await service.call("GET", "/health/ready")).status, 200);
  assert.match((await service.call("GET", "/metrics")).body, /waybill_runs_waiting 0/);
  assert.equal((await service.call("GET", "/openapi.json")).body.openapi, "3.1.0");
  assert.equal((await service.call("GET", "/asyncapi.json")).body.asyncapi, "3.0.0");
  assert.equal((await service.call("GET", "/admin/trace?key=1")).status, 401);
  assert.equal((await service.call("GET", "/nowhere")).status, 404);
  assert.equal((await service.call("GET", "/webhooks/shopify/ordersCreate")).status, 405);
});

test("elsewhere a missing secret or endpoint stops the start, all said at once, and admin without a token is closed", () => {
  const real = { ...estate, systems: [{ ...sap, endpoints: { production: "https://erp.example" } }] };
  assert.throws(
    () => settingsOf(real, [], { WAYBILL_ENVIRONMENT: "production" }),
    (error) => error instanceof StartError && /WAYBILL_SECRET_SAP_CLIENT/.test(error.message),
  );
  const settings = settingsOf(real, [], {
    WAYBILL_ENVIRONMENT: "production",
    WAYBILL_SECRET_SAP_CLIENT: "a:b",
  });
  assert.equal(settings.adminToken, undefined);
  assert.equal(settings.secret("sap-client", real.systems[0]), "a:b");
});

test("history is kept as the environment says by class, and 30 days where nobody says", () => {
  const day = 86_400_000;
  const [route] = estate.services[0]?.routes ?? [];
  assert.ok(route);
  const posting = { ...route, name: "post", class: "posting" };
  const settings = (history?: { defaultMs?: number; byClass?: Record<string, number> }) =>
    settingsOf({ ...estate, environments: { local: history ? { history } : {} } }, [route, posting], {})
      .history;
  assert.deepEqual(settings(), { defaultMs: 30 * day, byRoute: {} });
  assert.deepEqual(settings({ defaultMs: 45 * day, byClass: { posting: 400 * day } }), {
    defaultMs: 45 * day,
    byRoute: { post: 400 * day },
  });
});

test("personal data is erased by key: first told, then done, each for a reason", async (t) => {
  const service = await running(t);
  const { body } = await service.order({ id: "1001", email: "mia@example.com", total: "1" }, "m1");
  await service.ended(body.run);
  const erase = (order: object) => service.call("POST", "/admin/erase", order, admin);
  assert.equal((await erase({ key: "1001" })).status, 422);
  assert.equal((await erase({ reason: "asked" })).status, 422);
  assert.equal((await erase({ key: "1002", reason: "asked" })).status, 404);
  assert.equal((await service.call("POST", "/admin/erase", { key: "1001", reason: "asked" })).status, 401);
  const told = { runs: [body.run], events: 0, left: [], kept: [] };
  const dry = await erase({ key: "1001", reason: "asked", dryRun: true });
  assert.deepEqual([dry.status, dry.body], [200, { dryRun: true, ...told }]);
  const done = await erase({ key: "1001", by: "ann", reason: "asked" });
  assert.deepEqual([done.status, done.body], [200, { dryRun: false, ...told }]);
  const { body: audit } = await service.call("GET", "/admin/audit?subject=1001", undefined, admin);
  assert.deepEqual(
    audit.audit.map(({ action, by, detail }: Record<string, string>) => [action, by, detail]),
    [["erase", "ann", "1 runs, 0 events: asked"]],
  );
});

test("dead letters are redriven many at a time: counted first, then followed to the end", async (t) => {
  const service = await running(t);
  await service.call("POST", "/simulate/sap/faults", {
    operation: "createSalesOrder",
    kind: "status",
    status: 422,
    times: 2,
  });
  for (const id of ["1", "2"]) {
    const { body } = await service.order({ id, total: "1" }, `m${id}`);
    assert.equal((await service.ended(body.run)).state, "failed");
  }
  const order = {
    action: "redrive",
    class: "refused",
    rate: 100,
    by: "ann",
    reason: "SAP was misconfigured",
  };
  const bulk = (more: object) => service.call("POST", "/admin/deadletters", { ...order, ...more }, admin);
  const dry = await bulk({ dryRun: true });
  assert.deepEqual([dry.status, dry.body.matched, dry.body.state], [200, 2, "dry-run"]);
  assert.equal((await bulk({ class: "broken" })).status, 422);
  const begun = await bulk({});
  assert.deepEqual([begun.status, begun.body.matched], [202, 2]);
  const progress = async () =>
    (await service.call("GET", `/admin/deadletters/bulk/${begun.body.id}`, undefined, admin)).body;
  while ((await progress()).state === "running") await new Promise((resolve) => setTimeout(resolve, 10));
  const { done, passedOver, state } = await progress();
  assert.deepEqual([done, passedOver, state], [2, [], "done"]);
  const { body: open } = await service.call("GET", "/admin/deadletters", undefined, admin);
  assert.deepEqual(open.deadLetters, []);
  assert.equal((await service.call("GET", "/admin/deadletters/bulk/99", undefined, admin)).status, 404);
});

test("metrics are by route, however many paths are asked for", async (t) => {
  const service = await running(t);
  for (let index = 0; index < 5; index += 1) {
    await service.call("GET", `/nothing-${index}/here`);
    await service.call("GET", `/runs/nobody-${index}`);
  }
  const { body: text } = await service.call("GET", "/metrics");
  assert.doesNotMatch(text, /nothing-|nobody-/);
  assert.match(text, /waybill_http_requests_total\{method="GET",address="none",status="404"\} 5/);
  assert.match(text, /waybill_http_requests_total\{method="GET",address="\/runs\/\{id\}",status="404"\} 5/);
});

test("where its store or its port is in use it does not start, keeps neither, and says which", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "waybill-service-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const start = (data: string, port: number) =>
    startService(estate, {
      port,
      variables: { WAYBILL_DATA: join(folder, data) },
      simulation,
      log: () => undefined,
    });
  const first = await start("one", 0);
  t.after(() => first.close());
  const port = Number(new URL(first.url).port);
  await assert.rejects(start("one", port), /another process has this store open/);
  await assert.rejects(start("two", port), /EADDRINUSE/);
  await (await start("two", 0)).close();
});
