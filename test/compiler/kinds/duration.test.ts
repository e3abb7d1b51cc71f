import assert from "node:assert/strict";
import { test } from "node:test";
import { durationText, parseDuration, parseRate } from "../../../compiler/kinds/duration.ts";

test("durations are read as milliseconds, fractions too", () => {
  const read = ["250ms", "10s", "1.5s", "5m", "4h", "30d", "0s"].map(parseDuration);
  assert.deepEqual(read, [250, 10_000, 1_500, 300_000, 14_400_000, 2_592_000_000, 0]);
});

test("rates are read as so many a second", () => {
  assert.deepEqual(["40/s", "600/m", "7200/h", "86400/d"].map(parseRate), [40, 10, 2, 1]);
});

test("durations are said as people say them, long ones to the minute", () => {
  const said = [0, 250, 1_500, 59_999, 60_000, 207_000, 5_400_000, 97_200_500, 432_000_000, Infinity].map(
    durationText,
  );
  assert.deepEqual(said, ["0ms", "250ms", "1.5s", "1m", "1m", "3m27s", "1h30m", "1d3h", "5d", "for ever"]);
});

test("what no schema lets through is a bug", () => {
  assert.throws(() => parseDuration("soon"), /not a duration/);
  assert.throws(() => parseRate("40"), /not a rate/);
});
