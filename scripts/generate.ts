/**
 * `npm run generate` writes every file that is made from another; with `--check` it writes nothing and fails where one has
 * drifted. Each generator gives its files by path, relative to the root.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { generators } from "./generators.ts";

const check = process.argv.includes("--check");
let drifted = 0;
for (const generator of generators) {
  for (const [path, text] of generator()) {
    if (existsSync(path) && readFileSync(path, "utf8") === text) continue;
    drifted++;
    console.log(`${check ? "drifted" : "written"}: ${path}`);
    if (check) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}
if (check && drifted > 0) {
  console.log("Run: npm run generate");
  process.exitCode = 1;
}
