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
    idempotencyMs: 7 * day,
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

test("a policy's own rate comes with a later version, and says what to do until then", () => {
  const [only] = compile(policy("{ rate: 5/s }")).diagnostics;
  assert.equal(only?.code, "WB1207");
  assert.match(only?.help ?? "", /limits/);
});
