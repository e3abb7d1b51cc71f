import assert from "node:assert/strict";
import { test } from "node:test";
import { call, route, told } from "../shop.ts";

test("dead letters outlive the outage they wait for, and the alert comes while they are there", () => {
  const kept = (deadLetter: string, recovery = "4h") =>
    told(
      {
        recovery,
        policy: `{ breaker: { failures: 5, within: 30s, reset: 60s }, deadLetter: ${deadLetter} }`,
        documents: [route([call])],
      },
      "WB3410",
    );
  assert.deepEqual(kept("{ owner: treasury, retention: 2h }"), ["error WB3410 2h"]);
  assert.deepEqual(kept("{ owner: treasury, retention: 4h }"), []);
  assert.deepEqual(kept("{ owner: treasury, alert: 31d }"), ["error WB3410 31d"]);
  assert.deepEqual(kept("{ owner: treasury, alert: 29d }"), []);
});
