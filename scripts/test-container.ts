/**
 * `npm run test:container`: bundles of images as processes in namespaces of their own, by `test/container`. It needs root on Linux, for
 * mounts and another user; `buildah` for the part about Containerfiles, which Debian has and which is installed where it can be.
 * Ends with 75 where the machine does not allow it: then nothing was tried.
 */
import { spawnSync } from "node:child_process";

function works(command: string, ...args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: "ignore" }).status === 0;
}

const namespaces = ["--mount", "--pid", "--fork", "sh", "-c", "mount -t tmpfs tmpfs /tmp"];
const needed = [
  { what: "root on Linux", there: process.platform === "linux" && process.getuid?.() === 0 },
  {
    what: "namespaces (unshare, of util-linux, and the right to use it)",
    there: works("unshare", ...namespaces),
  },
  { what: "setpriv, of util-linux", there: works("setpriv", "--version") },
  { what: "chroot, of coreutils", there: works("chroot", "--version") },
];
const missing = needed.filter(({ there }) => !there).map(({ what }) => what);
if (missing.length > 0) {
  console.log(`Not tried, for want of: ${missing.join("; ")}`);
  process.exit(75);
}
if (!works("buildah", "--version")) {
  console.log("buildah is missing: installing Debian's");
  spawnSync("apt-get", ["update", "-qq"], { stdio: "inherit" });
  spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "buildah"], {
    stdio: ["ignore", "ignore", "inherit"],
  });
}
const { status } = spawnSync(
  process.execPath,
  [
    "--import",
    "./bin/source.ts",
    "--test",
    "--test-concurrency=1",
    "--test-timeout=170000",
    "--test-reporter=spec",
    "test/container/*.container.ts",
  ],
  { stdio: "inherit" },
);
process.exitCode = status ?? 1;
