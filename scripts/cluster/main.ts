/**
 * `npm run cluster`: a cluster to try deployments on, until Ctrl-C. Prints what to set in another terminal.
 *
 * The suite starts it with `--for-suite`: it then prints one line of JSON, and lives as long as its standard input is open, so that
 * nothing stays behind whatever becomes of the process that started it.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { ControlPlane } from "./control-plane.ts";
import { pulumiEnvironment } from "./pulumi.ts";

const forSuite = process.argv.includes("--for-suite");
const started = performance.now();

const over = new Promise<void>((resolve) => {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve());
  if (forSuite) process.stdin.resume().once("close", () => resolve());
});

const plane = await ControlPlane.start();
try {
  if (forSuite) {
    console.log(JSON.stringify({ folder: plane.folder, kubeconfig: plane.kubeconfig, access: plane.access }));
  } else {
    const state = join(plane.folder, "pulumi-state");
    mkdirSync(state);
    console.log(
      `A cluster is up after ${((performance.now() - started) / 1000).toFixed(1)} s. In another terminal:\n`,
    );
    const set = { KUBECONFIG: plane.kubeconfig, ...pulumiEnvironment(state) };
    for (const [name, value] of Object.entries(set)) console.log(`export ${name}=${JSON.stringify(value)}`);
    console.log("\nCtrl-C stops it and forgets everything in it.");
  }
  await over;
} finally {
  await plane.stop();
  // Who asked by a signal may leave it open, and this process would wait on it.
  process.stdin.destroy();
}
