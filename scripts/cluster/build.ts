/** Builds the programs that are missing or are not what is pinned. */
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { basename, join } from "node:path";
import { cache } from "./cache.ts";
import { go, modules } from "./go.ts";
import { type Tool, tools } from "./tools.ts";

function linkerFlags(tool: Tool): string {
  return ["-s", "-w", ...Object.entries(tool.linked).map(([name, value]) => `-X ${name}=${value}`)].join(" ");
}

/**
 * Whether a program in the cache is the pinned one. Go writes into each what it was built from, so the program itself is asked: every
 * module in it has the pinned version, and the linker set what it should.
 */
function isPinned(tool: Tool): boolean {
  const program = join(cache.bin, tool.name);
  if (!existsSync(program)) return false;
  const pinned = readFileSync(join(modules, tool.name, "go.mod"), "utf8");
  const facts = go(["version", "-m", program]).split("\n");
  const flags = facts.find((line) => line.includes("-ldflags="));
  return (
    facts.filter((line) => /^\t(dep|=>)\t/.test(line)).every((line) => pinnedIn(pinned, line)) &&
    Object.entries(tool.linked).every(([name, value]) => flags?.includes(`-X ${name}=${value}`))
  );
}

function pinnedIn(goMod: string, fact: string): boolean {
  const [, , path, version] = fact.split("\t");
  return goMod.includes(`${path} ${version}`);
}

function prepare(tool: Tool): string {
  const folder = join(cache.build, tool.name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(join(modules, tool.name), folder, { recursive: true });
  if (tool.embeds) {
    const module = JSON.parse(go(["list", "-m", "-json", tool.embeds.module], folder)) as { Dir?: string };
    const source = module.Dir ?? downloaded(tool.embeds.module, folder);
    for (const file of tool.embeds.files) {
      cpSync(join(source, file), join(folder, basename(file)));
      chmodSync(join(folder, basename(file)), 0o644);
    }
  }
  return folder;
}

function downloaded(module: string, folder: string): string {
  return (JSON.parse(go(["mod", "download", "-json", module], folder)) as { Dir: string }).Dir;
}

function build(tool: Tool): void {
  const started = performance.now();
  const folder = prepare(tool);
  const target = join(cache.bin, tool.name);
  // Under another name until it is whole: a build that is cut off leaves no half program.
  const fresh = `${target}.new`;
  go(["build", "-buildvcs=false", "-ldflags", linkerFlags(tool), "-o", fresh, tool.package], folder);
  renameSync(fresh, target);
  const megabytes = Math.round(statSync(target).size / 1e6);
  console.log(`built ${tool.name} in ${Math.round((performance.now() - started) / 1000)} s, ${megabytes} MB`);
}

/** Every program of the list is in the cache afterwards, as pinned. */
export function buildPrograms(wanted: readonly Tool[] = tools): void {
  mkdirSync(cache.bin, { recursive: true });
  for (const tool of wanted) {
    if (isPinned(tool)) continue;
    console.log(`building ${tool.name}: minutes at first, seconds from a warm build cache`);
    build(tool);
  }
}
