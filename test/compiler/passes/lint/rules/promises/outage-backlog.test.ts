import assert from "node:assert/strict";
import { test } from "node:test";
import { call, diagnosticsOf, route, type Shop, told } from "../shop.ts";

const loaded = (load: string, name = "post-order", steps: readonly string[] = [call]) =>
  route(steps, { name, head: `load: ${load}` });

const shop = (documents: readonly string[], more: Partial<Shop> = {}): Shop => ({ ...more, documents });

test("a named outage is worked off in the time that the estate promises", () => {
  const outage = (within: string) => ({
    estate: `  outages:\n    night: { system: erp, lasting: 4h, drainedWithin: ${within} }\n`,
  });
  // 15/s × 4 h = 216,000 calls, worked off at 20/s - 15/s in 12 hours.
  assert.deepEqual(told(shop([loaded("{ steady: 15/s }")], outage("12h")), "WB3409"), []);
  const [only] = diagnosticsOf(shop([loaded("{ steady: 15/s }")], outage("11h")), "WB3409");
  assert.equal(only?.at, "11h");
  assert.match(only.message, /15\/s × 4h = 216000 calls, and 216000 ÷ \(20\/s - 15\/s\) = 12h > 11h/);
});

test("an outage of a system that nothing is asked of, or nobody says how much, is not told", () => {
  const drained = "  outages:\n    night: { system: erp, lasting: 4h, drainedWithin: 1m }\n";
  const look = '{ when: =message.data.orderId == "1", end: seen }';
  assert.deepEqual(
    told(shop([loaded("{ steady: 15/s }", "see-order", [look])], { estate: drained }), "WB3409"),
    [],
  );
  assert.deepEqual(told(shop([route([call])], { estate: drained }), "WB3409"), []);
});
