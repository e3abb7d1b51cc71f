/**
 * `npm run test:alerts`: the alert rules of the reference estate and of a new one through `promtool check rules`, and
 * `test/monitoring/*.test.yaml` through `promtool test rules`. `promtool` comes with Debian's `prometheus`, which is installed where
 * it is missing and can be. Ends with 75 where it cannot: then nothing was checked.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

function run(command: string, args: readonly string[], cwd = "."): boolean {
  return spawnSync(command, args, { stdio: "inherit", cwd }).status === 0;
}

function available(): boolean {
  return spawnSync("promtool", ["--version"], { stdio: "ignore" }).status === 0;
}

function installed(): boolean {
  if (available()) return true;
  console.log("promtool is missing: installing Debian's prometheus");
  spawnSync("apt-get", ["update", "-qq"], { stdio: "inherit" });
  const args = ["install", "-y", "-qq", "--no-install-recommends", "prometheus"];
  spawnSync("apt-get", args, { stdio: ["ignore", "ignore", "inherit"] });
  return available();
}

function files(folder: string, ending: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .sort();
}

function checkEstates(work: string): boolean {
  const waybill = resolve("bin/waybill.js");
  const built = (folder: string, out: string) =>
    run(process.execPath, [waybill, "build", folder, "--out", join(work, out)]);
  if (!run(process.execPath, [waybill, "init", "shop"], work)) return false;
  if (!built("integrations", "reference") || !built(join(work, "shop"), "fresh")) return false;
  const checked = ["reference", "fresh"].map((out) => {
    const folder = join(work, out, "monitoring");
    return run("promtool", ["check", "rules", "--lint-fatal", ...files(folder, ".rules.yaml")], folder);
  });
  const folder = join(work, "reference", "monitoring");
  cpSync("test/monitoring", folder, { recursive: true });
  return run("promtool", ["test", "rules", ...files(folder, ".test.yaml")], folder) && checked.every(Boolean);
}

if (installed()) {
  const work = mkdtempSync(join(tmpdir(), "waybill-alerts-"));
  try {
    process.exitCode = checkEstates(work) ? 0 : 1;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
} else {
  console.log(
    "SKIPPED: no promtool here, and apt-get could not install prometheus (it needs Debian's package servers and root). The alert rules were NOT checked.",
  );
  process.exitCode = 75;
}
