import assert from "node:assert/strict";
import { test } from "node:test";
import { call, diagnosticsOf, route, type Shop, told } from "../shop.ts";

const loaded = (load: string, name = "post-order", steps: readonly string[] = [call]) =>
  route(steps, { name, head: `load: ${load}` });

const shop = (documents: readonly string[], more: Partial<Shop> = {}): Shop => ({ ...more, documents });

test("a peak is told where its last message waits longer than the class bears", () => {
  const peak = (lasting: string, latency: string) =>
    diagnosticsOf(shop([loaded(`{ steady: 5/s, peak: 60/s, lasting: ${lasting} }`)], { latency }), "WB3408");
  // (60 - 20) × 600 s = 24,000 calls, the last of which waits 20 minutes.
  assert.deepEqual(peak("10m", "seconds"), []);
  const [only] = peak("40m", "seconds");
  assert.equal(only?.at, "60/s");
  assert.match(
    only.message,
    /after 40m 96000 calls wait, the last one for 96000 ÷ 20\/s = 1h20m; the backlog is gone after 1h46m40s more/,
  );
  assert.deepEqual(peak("40m", "minutes"), []);
  assert.equal(peak("10m", "interactive").length, 1);
});

test("peaks that last differently are not all counted for as long as the longest", () => {
  const documents = [
    loaded("{ steady: 1/s, peak: 60/s, lasting: 10m }"),
    loaded("{ steady: 1/s, peak: 5/s, lasting: 10h }", "other"),
  ];
  assert.deepEqual(told(shop(documents, { latency: "seconds" }), "WB3408"), []);
});
