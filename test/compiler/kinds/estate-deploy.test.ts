import assert from "node:assert/strict";
import { test } from "node:test";
import { compile, planOf } from "./compile.ts";

const estate = (engine: string, deploy: string) => `
kind: Estate
metadata: { name: shop }
spec:
  domains: { orders: { owner: team-orders, criticality: high } }
  environments:
    production:
      engine: ${engine}
      deploy: ${deploy}
---
kind: System
metadata: { name: sap, domain: orders }
spec: { type: erp, endpoints: { production: "https://sap.example" } }
`;

function faultsOf(engine: string, deploy: string): readonly (readonly [string, string])[] {
  const text = estate(engine, deploy);
  return compile({ "estate.yaml": text }, { bare: true })
    .diagnostics.filter(({ severity }) => severity === "error")
    .map(({ code, span }) => [code, text.slice(span.start, span.end)]);
}

test("what deployment needs reaches the plan as it is written, durations as milliseconds", () => {
  const text = estate(
    "distributed",
    "{ registry: registry.example/shop, drain: 2h, kafka: { install: {} } }",
  );
  assert.deepEqual(planOf({ "estate.yaml": text }).estate.environments["production"]?.["deploy"], {
    registry: "registry.example/shop",
    kafka: { install: {} },
    drainMs: 7_200_000,
  });
});

test("a setting that the environment's engine has no use for is reported at its name", () => {
  assert.deepEqual(faultsOf("embedded", "{ restate: { address: 'restate.restate:8080' } }"), [
    ["WB3104", "restate"],
  ]);
  assert.deepEqual(faultsOf("distributed", "{ storage: { size: 5Gi } }"), [["WB3104", "storage"]]);
});

test("a setting said in two ways is reported at the second", () => {
  assert.deepEqual(
    faultsOf("embedded", "{ expose: { ingress: {}, gateway: { name: public, namespace: edge } } }"),
    [["WB3105", "gateway"]],
  );
});

test("ranges of a system that does not exist are reported at its name", () => {
  const [[, place] = []] = faultsOf("embedded", "{ network: { ranges: { sapp: [10.0.0.0/8] } } }");
  assert.equal(place, "sapp");
});
