/**
 * Compiling made-up estates: cold and with a cache as a process of its own, against `tsc --noEmit` on what was generated, under
 * the strict settings of this repository; one edit of a watched estate, against the cold compile; and what a route costs as the
 * estate grows.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createChecker } from "../compiler/expressions/index.ts";
import { compile as compileFolder } from "../compiler/passes/index.ts";
import { generateEstate } from "./estate.ts";
import { median, type Result, result } from "./result.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const routes = 1000;
const rounds = 3;
const estates = (folder: string, size: number) => join(folder, `estate-${size}`);

export async function run(): Promise<readonly Result[]> {
  const folder = mkdtempSync(join(tmpdir(), "waybill-compile-"));
  try {
    writeEstate(estates(folder, routes), routes);
    return [...againstTsc(folder), ...linearity(folder)];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Processes alternate, so that the machine's mood falls on all. */
function againstTsc(folder: string): readonly Result[] {
  const [estate, out] = [estates(folder, routes), join(folder, "out")];
  const times = { cold: [] as number[], cached: [] as number[], tsc: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    rmSync(out, { recursive: true, force: true });
    times.cold.push(build(estate, out, "--no-cache"));
    build(estate, out); // fills the cache, where another version of the program did
    times.cached.push(build(estate, out));
    writeFileSync(join(out, "tsconfig.json"), settings());
    times.tsc.push(timed([join(root, "node_modules/typescript/bin/tsc"), "--noEmit", "-p", out]));
  }
  const [cold, tsc] = [median(times.cold), median(times.tsc)];
  const against = "tsc --noEmit on the generated output";
  return [
    result(`compile of ${routes} routes, cold`, cold, tsc, "ms", against, "<= 2"),
    result(
      `compile of ${routes} routes, unchanged cache`,
      median(times.cached),
      tsc,
      "ms",
      against,
      "<= 0.3",
    ),
    result(
      `one edit of ${routes} routes, watched, until its diagnostics`,
      edited(estate),
      cold,
      "ms",
      "the cold compile",
      "<= 0.05",
    ),
  ];
}

/** Median of edits of one mapping and another, each saved to disk and compiled with the checker that the watch keeps. */
function edited(estate: string): number {
  const checker = createChecker();
  compileFolder(estate, { until: "lint", checker });
  const times = Array.from({ length: 7 }, (_, number) => {
    const file = join(estate, `domains/orders/route-${number * 4}.yaml`);
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.replace("=source.shipping_address?.country_code", `=source.missing${number}`));
    const started = performance.now();
    const { diagnostics } = compileFolder(estate, { until: "lint", checker });
    const ms = performance.now() - started;
    const found = diagnostics.some(({ message }) => message.includes(`missing${number}`));
    if (!found) throw new Error("the edit's mistake was not found");
    writeFileSync(file, text);
    return ms;
  });
  return median(times);
}

/** Milliseconds a route, of 2,000 over 500; the smaller and the largest size are printed with them. */
function linearity(folder: string): readonly Result[] {
  const sizes = [250, 500, 1000, 2000];
  for (const size of sizes) writeEstate(estates(folder, size), size);
  const each = new Map<number, number[]>(sizes.map((size) => [size, []]));
  // The small ones more often, in between, so that all take about as long and see the same machine.
  for (const size of [500, 250, 1000, 500, 2000, 500, 250, 1000, 500]) {
    const out = join(folder, `linear-${size}`);
    each.get(size)?.push(build(estates(folder, size), out, "--no-cache") / size);
    rmSync(out, { recursive: true });
  }
  const perRoute = (size: number) => median(each.get(size) ?? []);
  const others = `${sizes.map((size) => `${size}: ${perRoute(size).toFixed(1)}`).join(", ")}; of 500`;
  return [
    result("a route in a compile of 2000", perRoute(2000), perRoute(500), "ms/route", others, "<= 1.3"),
  ];
}

function build(estate: string, out: string, ...options: string[]): number {
  return timed([join(root, "bin/waybill.js"), "build", estate, "--out", out, ...options]);
}

/** Milliseconds of a process, start to end. */
function timed(args: readonly string[]): number {
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", cwd: root });
  if (status !== 0) throw new Error(`${args.join(" ")} failed: ${stdout.slice(-2000)}${stderr}`);
  return performance.now() - started;
}

/** The repository's own settings, for a folder elsewhere. */
function settings(): string {
  const { compilerOptions } = JSON.parse(readFileSync(join(root, "tsconfig.json"), "utf8")) as {
    compilerOptions: Record<string, unknown>;
  };
  return JSON.stringify({
    compilerOptions: {
      ...compilerOptions,
      typeRoots: [join(root, "node_modules/@types")],
      paths: { "waybill/runtime": [join(root, "runtime/index.ts")] },
    },
    include: ["**/*.ts"],
  });
}

function writeEstate(folder: string, size: number): void {
  for (const [path, text] of generateEstate(size)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
