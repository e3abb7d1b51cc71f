import assert from "node:assert/strict";
import { test } from "node:test";
import { call, diagnosticsOf, goodPolicy, route, told } from "../shop.ts";

const posted = [route([call])];

test("a key is kept longer than steps, retries and dead letters together", () => {
  const kept = (retention: string, nature: [string, string, string] = ["critical", "financial", "ledger"]) =>
    diagnosticsOf(
      {
        nature,
        policy: goodPolicy.replace(/ }$/, `, idempotency: { retention: ${retention} } }`),
        documents: posted,
      },
      "WB3504",
    );
  const [only] = kept("30d");
  assert.equal(only?.severity, "error");
  assert.equal(only.at, "30d");
  // 4 × 5 s + 1 s + 2 s + 4 s
  assert.match(only.message, /27s of steps and retries \(`post-order`\) \+ 30d as a dead letter/);
  assert.equal(kept("7d", ["low", "operational", "internal"])[0]?.severity, "warning");
  assert.deepEqual(kept("31d"), []);
  assert.deepEqual(told({ documents: posted }, "WB3504"), []);
});
