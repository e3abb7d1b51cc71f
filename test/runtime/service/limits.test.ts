import assert from "node:assert/strict";
import { test } from "node:test";
import { StartError, settingsOf } from "../../../runtime/service/settings.ts";
import { estate } from "./estate.ts";
import { admin, running } from "./running.ts";

const routes = estate.services.flatMap((service) => service.routes);
const declared = { ...estate, environments: { local: { backlog: { runs: 50, ageMs: 7_000 } } } };

test("the backlog's limits are the variables', else the environment's, else the engine's own", () => {
  assert.deepEqual(settingsOf(estate, routes, {}).backlog, {});
  assert.deepEqual(settingsOf(declared, routes, {}).backlog, { runs: 50, ageMs: 7_000 });
  assert.deepEqual(settingsOf(declared, routes, { WAYBILL_BACKLOG_RUNS: "9" }).backlog, {
    runs: 9,
    ageMs: 7_000,
  });
  assert.deepEqual(settingsOf(declared, routes, { WAYBILL_BACKLOG_AGE_SECONDS: "60" }).backlog, {
    runs: 50,
    ageMs: 60_000,
  });
});

test("limits that are no whole numbers stop the start, all of them named", () => {
  for (const wrong of ["0", "-1", "1.5", "1e3", "ten", " 5", "9999999999"])
    assert.throws(
      () => settingsOf(estate, routes, { WAYBILL_BACKLOG_RUNS: wrong, WAYBILL_BACKLOG_AGE_SECONDS: wrong }),
      (error) => error instanceof StartError && /BACKLOG_RUNS.*\n.*BACKLOG_AGE_SECONDS/.test(error.message),
    );
});

test("while half of a backlog of two is one route's, its next message is told when to come back", async (t) => {
  const service = await running(t, { WAYBILL_BACKLOG_RUNS: "2" });
  const slow = { operation: "createSalesOrder", kind: "delay", delayMs: 1_500 };
  await service.call("POST", "/simulate/sap/faults", slow);
  const first = await service.order({ id: "1", total: "1" }, "m1");
  const second = await service.order({ id: "2", total: "1" }, "m2");
  assert.deepEqual([first.status, second.status], [202, 503]);
  assert.match(second.headers.get("retry-after") ?? "", /^[1-9]\d*$/);
  assert.equal((await service.ended(first.body.run)).state, "done");
  assert.equal((await service.order({ id: "2", total: "1" }, "m2")).status, 202);
});

test("operators see what each system has under way and its limits, and nobody else does", async (t) => {
  const service = await running(t);
  assert.deepEqual((await service.call("GET", "/admin/systems", undefined, admin)).body, { systems: [] });
  const { body } = await service.order({ id: "1", total: "1" }, "m1");
  await service.ended(body.run);
  const { body: told } = await service.call("GET", "/admin/systems", undefined, admin);
  assert.deepEqual(told, {
    systems: [
      {
        system: "sap",
        concurrency: 128,
        underWay: 0,
        policies: [{ policy: "quick", underWay: 0, waiting: 0 }],
      },
    ],
  });
  for (const authorization of ["", "Bearer wrong", "Bearer localx", "Basic local"])
    assert.equal((await service.call("GET", "/admin/systems", undefined, { authorization })).status, 401);
});
