import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { Chance } from "../simulation/chance.ts";
import { play } from "./round.ts";
import { Scripted } from "./world/scripted.ts";

test("a round that does not end by its deadline is broken, tells what was under way, and is ended", async () => {
  const folder = mkdtempSync(join(tmpdir(), "waybill-round-"));
  const subject = new Scripted({}, folder);
  const { broken } = await play({
    seed: 1,
    chance: new Chance(1),
    subject,
    times: { warmUpMs: 1, betweenMs: 1, paceMs: 10, restMs: 1_000, deadlineMs: 200 },
    troubles: [[{ name: "a flood", happen: () => new Promise(() => undefined) }]],
    begin: () => Promise.resolve(),
    judged: (calls) => calls,
    judge: () => undefined,
  });
  assert.equal(broken?.error.message, "It did not end within 0.2 s.");
  assert.deepEqual(broken.saw, ["Under way: a flood"]);
  assert.equal(subject.closed, true);
  assert.match(readFileSync(join(folder, "evidence.json"), "utf8"), /Under way: a flood/);
  rmSync(folder, { recursive: true });
});
