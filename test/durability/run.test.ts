import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("run.ts", import.meta.url));

/** Processes of the campaign that has its temporary files there, by number. Linux only. */
function processesOf(folder: string): readonly number[] {
  const ours = (pid: string): boolean => {
    try {
      return readFileSync(`/proc/${pid}/environ`, "utf8").includes(`STORE=${folder}`);
    } catch {
      return false; // It has ended meanwhile.
    }
  };
  return readdirSync("/proc").filter(ours).map(Number);
}

test("a campaign that is told to end leaves no process and no mount", async (context) => {
  if (process.platform !== "linux") return context.skip("it looks into /proc");
  const folder = mkdtempSync(join(tmpdir(), "waybill-ended-"));
  const campaign = spawn(process.execPath, [program, "--rounds", "1", "--seed", "1"], {
    env: { ...process.env, TMPDIR: folder },
    stdio: "ignore",
  });
  const exited = once(campaign, "exit");
  while (processesOf(folder).length === 0) {
    assert.equal(campaign.exitCode, null, "It ended before it began.");
    await pause(20);
  }
  campaign.kill("SIGTERM");
  assert.deepEqual(await exited, [130, null]);
  assert.ok(!readFileSync("/proc/mounts", "utf8").includes(folder), "a disk is still mounted");
  // A process that was killed takes a moment to go.
  for (let tries = 0; processesOf(folder).length > 0 && tries < 100; tries += 1) await pause(50);
  assert.deepEqual(processesOf(folder), []);
  rmSync(folder, { recursive: true });
});
