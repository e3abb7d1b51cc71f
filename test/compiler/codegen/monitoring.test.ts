import assert from "node:assert/strict";
import { test } from "node:test";
import { alertRulesOf } from "../../../compiler/codegen/monitoring/alerts.ts";
import { dashboardOf } from "../../../compiler/codegen/monitoring/dashboard.ts";
import { oneOf, promDuration } from "../../../compiler/codegen/monitoring/promql.ts";
import type { PlanRoute } from "../../../compiler/plan/plan.ts";
import { described } from "../../../runtime/telemetry/described.ts";
import { shopPlan, step } from "./shop-plan.ts";

test("what alerts and dashboards ask for is what a service counts", () => {
  const [service] = shopPlan.services;
  assert.ok(service);
  const texts = [alertRulesOf(service, shopPlan), JSON.stringify(dashboardOf(service, shopPlan))];
  const asked = texts.flatMap((text) => text.match(/waybill_\w+/g) ?? []);
  assert.ok(asked.length > 10);
  const series = Object.entries(described).flatMap(([name, { type }]) =>
    type === "histogram" ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
  );
  assert.deepEqual(
    asked.filter((name) => !series.includes(name)),
    [],
  );
});

test("a label is held against the texts themselves", () => {
  assert.equal(oneOf("address", ["/api/orders/{id}"]), 'address="/api/orders/{id}"');
  assert.equal(oneOf("address", ["/a.b", '/{"x"}']), String.raw`address=~"/a\\.b|/\\{\"x\"\\}"`);
});

test("times are written as Prometheus reads them", () => {
  assert.deepEqual([900_000, 5_400_000, 90_000, 86_400_000, 100].map(promDuration), [
    "15m",
    "1h30m",
    "1m30s",
    "1d",
    "1s",
  ]);
});

test("where runs wait for people the alert asks how long they wait for a turn, and not how old they are", () => {
  const [service] = shopPlan.services;
  const [first] = shopPlan.routes;
  assert.ok(service && first);
  const domains = { shop: { owner: "team", criticality: "high", recoveryMs: 60_000 } };
  const rulesOf = (more: PlanRoute["steps"]): string => {
    const routes = [{ ...first, domain: "shop", steps: [...first.steps, ...more] }];
    const plan = { ...shopPlan, estate: { ...shopPlan.estate, domains }, routes };
    return alertRulesOf({ ...service, routes: [first.name] }, plan);
  };
  assert.match(rulesOf([]), /waybill_backlog_oldest_seconds/);
  const rules = rulesOf([step(1, { name: "review", kind: "approve", role: "fraud-desk" })]);
  assert.match(rules, /waybill_route_oldest_wait_seconds/);
  assert.doesNotMatch(rules, /waybill_backlog_oldest_seconds/);
});
