import assert from "node:assert/strict";
import { test } from "node:test";
import { call, route, told } from "../shop.ts";

const policy = (timeout: string, attempts: number, more = "") =>
  `{ timeout: ${timeout}, retry: { attempts: ${attempts}, backoff: { initial: 1s, factor: 2, max: 5m } }, breaker: { failures: 5, within: 30s, reset: 60s }, deadLetter: { owner: treasury }${more} }`;

test("a route is slower than its class where one attempt of each step already is", () => {
  const slow = (timeout: string) =>
    told({ latency: "seconds", policy: policy(timeout, 8), documents: [route([call])] }, "WB3403");
  assert.deepEqual(slow("60s"), []);
  assert.deepEqual(slow("61s"), ["warning WB3403 posting"]);
});

test("branches side by side count by the longest, and retries are not what a class is held to", () => {
  const seconds = (timeout: string, ...steps: readonly string[]) =>
    told({ latency: "seconds", policy: policy(timeout, 8), documents: [route(steps)] }, "WB3403");
  const other = call.replace("posted", "other");
  assert.deepEqual(seconds("40s", `{ parallel: [{ steps: [${call}] }, { steps: [${other}] }] }`), []);
  assert.deepEqual(seconds("40s", call, other), ["warning WB3403 posting"]);
  assert.deepEqual(
    told({ latency: "minutes", policy: policy("61s", 8), documents: [route([call])] }, "WB3403"),
    [],
  );
});
