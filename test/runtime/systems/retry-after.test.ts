import assert from "node:assert/strict";
import { test } from "node:test";
import { retryAfterMs } from "../../../runtime/systems/retry-after.ts";

const now = Date.UTC(2026, 10, 26, 9, 0, 0);

test("Retry-After is understood as seconds and as each form of an HTTP date", () => {
  assert.equal(retryAfterMs("120", now), 120_000);
  assert.equal(retryAfterMs(" 0 ", now), 0);
  assert.equal(retryAfterMs("Thu, 26 Nov 2026 09:01:00 GMT", now), 60_000);
  assert.equal(retryAfterMs("Thursday, 26-Nov-26 09:01:00 GMT", now), 60_000);
  assert.equal(retryAfterMs("Thu Nov 26 09:01:00 2026", now), 60_000);
});

test("a date is counted from the answer's own, so that a clock that is off does no harm", () => {
  const anHourOff = "Thu, 26 Nov 2026 10:00:00 GMT";
  assert.equal(retryAfterMs("Thu, 26 Nov 2026 10:00:30 GMT", now, anHourOff), 30_000);
  assert.equal(retryAfterMs("Thu, 26 Nov 2026 09:00:30 GMT", now, "no date"), 30_000);
});

test("what lies in the past asks for nothing, what lies years ahead for a day", () => {
  assert.equal(retryAfterMs("Wed, 25 Nov 2026 09:00:00 GMT", now), 0);
  assert.equal(retryAfterMs("999999999999", now), 86_400_000);
  assert.equal(retryAfterMs("Fri, 26 Nov 2100 09:00:00 GMT", now), 86_400_000);
});

test("what is neither asks for nothing", () => {
  for (const header of [undefined, "", "-1", "1.5", "soon", "120, 60", "26 Nov 2026"])
    assert.equal(retryAfterMs(header, now), undefined, String(header));
});
