/** A base image without a registry: the Node that runs the tests, the libraries that it is linked to, and nothing else. No shell. */
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";

/** Fills an empty folder. */
export function makeBase(root: string): void {
  mkdirSync(join(root, "nodejs/bin"), { recursive: true });
  copyFileSync(process.execPath, join(root, "nodejs/bin/node"));
  for (const library of librariesOf(process.execPath)) {
    mkdirSync(join(root, dirname(library)), { recursive: true });
    copyFileSync(library, join(root, library));
  }
}

function librariesOf(program: string): readonly string[] {
  const { stdout } = spawnSync("ldd", [program], { encoding: "utf8" });
  return [...stdout.matchAll(/(\/\S+) \(0x/g)].map(([, path = ""]) => path);
}
