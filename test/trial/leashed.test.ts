import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

const leashed = new URL("../../trial/leashed.ts", import.meta.url);
/** Starts what does not heed that it is to end. */
const starts = `
  import { Leashed } from ${JSON.stringify(leashed.href)};
  const server = ["sh", "-c", "trap '' TERM; echo up; while :; do sleep 0.1; done"];
  const { pid } = await Leashed.start(server, { ready: (said) => said.includes("up"), log: "/dev/null" });
  console.log(pid);
  setInterval(() => undefined, 1_000);`;

/** Not one that has ended and whose end nobody has asked for. */
function runs(pid: number): boolean {
  try {
    return !/\) Z/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

test("a server ends with a process group that is told to end, whether it heeds that or not", async (context) => {
  if (process.platform !== "linux") return context.skip("it looks into /proc");
  const group = spawn(process.execPath, ["--input-type=module-typescript", "--eval", starts], {
    detached: true,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [said] = (await once(group.stdout, "data")) as [Buffer]; // As it prints it.
  const server = Number(said.toString());
  assert.ok(runs(server));
  process.kill(-(group.pid ?? 0), "SIGTERM");
  for (let tries = 0; runs(server) && tries < 100; tries += 1) await pause(50);
  const isLeft = runs(server);
  if (isLeft) process.kill(server, "SIGKILL");
  assert.equal(isLeft, false);
});
