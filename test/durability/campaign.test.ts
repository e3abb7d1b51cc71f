import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { aborted, readOnly } from "./faults/disks.ts";
import type { Fault } from "./faults/fault.ts";
import { crashAt, kill } from "./faults/kills.ts";
import { outage } from "./faults/outage.ts";
import { second } from "./faults/second.ts";
import { torn } from "./faults/torn.ts";
import { planted } from "./planted.ts";
import { round } from "./round.ts";
import { Disk } from "./world/disk.ts";

/** A part of what `npm run campaign` does: there each crash point has its turn. */
const short: readonly Fault[] = [
  crashAt("subscribed", 1),
  crashAt("accepted", 10),
  kill,
  crashAt("effect-done", 20),
  torn,
  second,
  readOnly,
  aborted,
  outage,
];

test("killed, torn, cut off and doubled under load, it loses nothing that was acknowledged and does nothing twice", async (context) => {
  const disk = new Disk();
  disk.close(false);
  if (disk.why !== undefined)
    context.diagnostic(`Without a read-only disk: nothing can be mounted (${disk.why})`);
  const faults = short.filter(({ mounts }) => mounts !== true || disk.why === undefined);
  const { broken, counts } = await round(1, faults);
  assert.equal(broken?.error, undefined, `Its folder: ${broken?.folder}`);
  assert.equal(counts.get("killed at a crash point"), 3);
  context.diagnostic([...counts].map(([what, many]) => `${many} ${what}`).join(", "));
});

const finds: readonly (readonly [string, readonly Fault[], RegExp])[] = [
  ["a breaker unasked", [outage], /was down for .* ms was called/],
  ["an event kept", [crashAt("erased", 1), crashAt("erasure-ordered", 1)], /was erased and is on the disk/],
  ["an early word", [kill], /is lost|was accepted twice|does not come to rest|ended by itself/],
  ["the latest unasked", [outage, kill], /level-a-4, .*, is done done and did: level/],
  ["undone in order", [second], /and did: reserve hold .*compensate:reserve compensate:hold/],
];

for (const [name, faults, says] of finds) {
  const mistake = planted.find((one) => one.name.startsWith(name));
  test(`the campaign finds ${mistake?.name}, and keeps what shows it`, async () => {
    const { broken } = await round(1, faults, { plant: name });
    assert.match(String(broken?.error.message), says);
    const folder = broken?.folder ?? "";
    for (const kept of ["evidence.json", "store.db"]) assert.ok(existsSync(join(folder, kept)), kept);
    await rm(folder, { recursive: true });
  });
}

test("a process that answers nobody is found, and what it was doing is told", async () => {
  const { broken } = await round(1, [], { plant: "a loop without end", patienceMs: 2_000 });
  assert.match(String(broken?.error.message), /: nothing was answered for 2/);
  assert.match(
    String(broken?.saw.at(-1)),
    /MainThread R .* silent after 2.*its stack: accept \(\S+intake\.ts:\d+\)/,
  );
  await rm(broken?.folder ?? "", { recursive: true });
});

test("a process that neither serves nor ends is found", async () => {
  const { broken } = await round(1, [], { plant: "a start without end", startMs: 3_000 });
  assert.match(String(broken?.error.message), /neither served nor ended within 3 s.*its report: /);
  await rm(broken?.folder ?? "", { recursive: true });
});
