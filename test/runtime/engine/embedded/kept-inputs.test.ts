import assert from "node:assert/strict";
import { test } from "node:test";
import { KeptInputs } from "../../../../runtime/engine/embedded/kept-inputs.ts";
import { LiveRun } from "../../../../runtime/engine/run/live-run.ts";

function run(seq: number, size: number): LiveRun {
  const made = new LiveRun({
    seq,
    token: "token",
    route: "one",
    lane: null,
    acceptedAt: 0,
    build: "one",
  });
  made.input = { value: null, size };
  return made;
}

const large = 1024 * 1024;

test("a backlog of large messages is not kept in memory, and there is room again for as much as began", () => {
  const inputs = new KeptInputs();
  const runs = Array.from({ length: 100 }, (_, seq) => run(seq, large));
  for (const each of runs) inputs.keep(each);
  const kept = runs.filter(({ input }) => input !== undefined);
  assert.equal(kept.length, 4);
  for (const each of kept) inputs.release(each);
  const later = Array.from({ length: 5 }, (_, index) => run(100 + index, large));
  for (const each of later) inputs.keep(each);
  assert.equal(later.filter(({ input }) => input !== undefined).length, 4);
});

test("what was let go of gives nothing back", () => {
  const inputs = new KeptInputs();
  const runs = Array.from({ length: 8 }, (_, seq) => run(seq, large));
  for (const each of runs) inputs.keep(each);
  for (const each of runs) if (each.input === undefined) inputs.release(each);
  const next = run(9, large);
  inputs.keep(next);
  assert.equal(next.input, undefined);
});
