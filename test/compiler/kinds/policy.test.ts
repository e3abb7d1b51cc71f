import assert from "node:assert/strict";
import { test } from "node:test";
import { fillPolicy } from "../../../compiler/kinds/policy/lower.ts";
import { compile, planOf } from "./compile.ts";

const policy = (spec: string) => `
kind: Policy
metadata: { name: patient, domain: orders }
spec: ${spec}
`;

test("an empty policy is the default one", () => {
  const day = 86_400_000;
  assert.deepEqual(fillPolicy("default", {}), {
    name: "default",
    timeoutMs: 10_000,
    retry: {
      on: ["transient", "throttled", "unknown"],
      attempts: 5,
      initialMs: 1_000,
      factor: 2,
      maxMs: 300_000,
      jitter: "full",
    },
    idempotencyMs: 37 * day,
    deadLetter: { lane: "park", retentionMs: 30 * day },
  });
});

test("the default policy is always there, and a document of its name replaces it", () => {
  assert.deepEqual(
    planOf(policy("{ timeout: 3s }")).policies.map(({ name, timeoutMs }) => [name, timeoutMs]),
    [
      ["default", 10_000],
      ["patient", 3_000],
    ],
  );
  const own = policy("{ timeout: 3s }").replace("patient", "default");
  assert.deepEqual(
    planOf(own).policies.map(({ name, timeoutMs }) => [name, timeoutMs]),
    [["default", 3_000]],
  );
});

test("the first wait is never longer than the longest, also where only one of them is said", () => {
  assert.equal(fillPolicy("quick", { retry: { backoff: { max: "200ms" } } }).retry.initialMs, 200);
});

test("numbers that cannot be meant are reported where they stand", () => {
  assert.deepEqual(compile(policy("{ timeout: 0s }")).codes, ["WB2901"]);
  assert.deepEqual(compile(policy("{ deadLetter: { retention: 9999d } }")).codes, ["WB2901"]);
  assert.deepEqual(compile(policy("{ retry: { backoff: { initial: 0s } } }")).codes, []);
});

test("a policy has a rate of its own; one of nothing at all is none", () => {
  assert.equal(fillPolicy("slow", { rate: "90/m" }).ratePerSecond, 1.5);
  assert.deepEqual(compile(policy("{ rate: 0/s }")).codes.length, 1);
  assert.deepEqual(compile(policy("{ rate: 0.5/s }")).codes, []);
});

test("a breaker that cannot open on a system that hangs is reported, with the numbers", () => {
  const hanging = (breaker: string) =>
    compile(policy(`{ timeout: 10s, concurrency: 2, breaker: ${breaker} }`)).diagnostics;
  const [only, ...others] = hanging("{ failures: 7, within: 30s, reset: 60s }");
  assert.deepEqual(others, []);
  assert.equal(only?.code, "WB2902");
  assert.match(only.message, /7 timeouts of 10s, 2 at a time, take 30s, and only 30s are looked at/);
  assert.deepEqual(hanging("{ failures: 7, within: 31s, reset: 60s }"), []);
  assert.deepEqual(hanging("{ failures: 6, within: 30s, reset: 60s }"), []);
});
