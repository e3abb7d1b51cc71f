/** Before the suite: one cluster for all of its files, in a process that ends with this one however it ends. After it: gone. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

let keeper: ChildProcess | undefined;

export async function globalSetup(): Promise<void> {
  keeper = spawn(process.execPath, ["scripts/cluster/main.ts", "--for-suite"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  if (!keeper.stdout) throw new Error("the cluster's process has no output");
  const lines = createInterface(keeper.stdout);
  const ended = once(keeper, "exit").then(([code]) => {
    throw new Error(`the cluster did not start: its process ended with ${String(code)}`);
  });
  // Once it is up its end is no error: the teardown asks for it.
  ended.catch(() => undefined);
  const [line] = (await Promise.race([once(lines, "line"), ended])) as [string];
  // What is set here reaches each test file's own process.
  process.env["WAYBILL_TEST_CLUSTER"] = line;
}

export async function globalTeardown(): Promise<void> {
  if (!keeper || keeper.exitCode !== null) return;
  const over = once(keeper, "exit");
  keeper.stdin?.end();
  await over;
}
