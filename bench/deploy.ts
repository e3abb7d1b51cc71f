import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { ControlPlane } from "../scripts/cluster/control-plane.ts";
import { pulumiEnvironment } from "../scripts/cluster/pulumi.ts";
import { median, type Result, result } from "./result.ts";

/**
 * `waybill deploy preview` of the reference estate, from nothing, against a Pulumi program by hand with as many resources: whole
 * processes, on one cluster, by the same Pulumi. They alternate, so that the machine's mood falls on both.
 */

const rounds = 7;
const environment = "production";
const waybill = resolve("bin/waybill.js");
const byHand = resolve("bench/deploy/by-hand.ts");

export async function run(): Promise<readonly Result[]> {
  const folder = mkdtempSync(join(tmpdir(), "waybill-preview-"));
  const plane = await ControlPlane.start();
  try {
    const state = join(folder, "state");
    mkdirSync(state);
    const variables = { ...pulumiEnvironment(state), KUBECONFIG: plane.kubeconfig };
    const out = ["--out", join(folder, "build")];
    timed([waybill, "build", ...out], variables);
    timed([waybill, "deploy", "render", "--environment", environment, ...out], variables);
    const resources = documents(join(folder, "build", "kubernetes", environment));
    const times = { ours: [] as number[], theirs: [] as number[] };
    for (let round = 0; round < rounds; round++) {
      times.ours.push(timed([waybill, "deploy", "preview", "--environment", environment, ...out], variables));
      times.theirs.push(timed([byHand, String(resources)], variables));
    }
    const against = `a Pulumi program by hand, ${resources} resources`;
    return [
      result(
        "preview of the reference estate",
        median(times.ours),
        median(times.theirs),
        "ms",
        against,
        "<= 1.5",
      ),
    ];
  } finally {
    await plane.stop();
    rmSync(folder, { recursive: true });
  }
}

/** Milliseconds of one process, which must succeed. */
function timed(args: readonly string[], variables: Readonly<Record<string, string>>): number {
  const started = performance.now();
  const child = spawnSync(process.execPath, args, {
    env: { ...process.env, ...variables },
    encoding: "utf8",
  });
  if (child.status !== 0) throw new Error(`${args.join(" ")} ended with ${child.status}: ${child.stderr}`);
  return performance.now() - started;
}

function documents(folder: string): number {
  const texts = readdirSync(folder).map((file) => readFileSync(join(folder, file), "utf8"));
  return texts.join("").match(/^---$/gm)?.length ?? 0;
}
