import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { generateEstate } from "../estate/index.ts";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** What a process took, in milliseconds. */
export interface Took {
  /** From its start to its end, by the clock: on a shared machine also what others did meanwhile. */
  readonly elapsed: number;
  /** Of all its threads on a processor, in user and system mode: what others did meanwhile falls out. */
  readonly processor: number;
}

/** Written by the process itself to its fourth stream, since Node tells nobody what its children used. */
const tell = `data:text/javascript,${encodeURIComponent(
  'import { writeSync } from "node:fs"; process.on("exit", () => { const { user, system } = process.cpuUsage(); writeSync(3, String((user + system) / 1000)); });',
)}`;

/** Runs a Node program to its end; one that fails is an error of the measurement. */
export function timed(args: readonly string[]): Took {
  const started = performance.now();
  const { status, output } = spawnSync(process.execPath, ["--import", tell, ...args], {
    encoding: "utf8",
    cwd: root,
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  const elapsed = performance.now() - started;
  const [, stdout = "", stderr = "", used = ""] = output;
  if (status !== 0) throw new Error(`${args.join(" ")} failed: ${stdout?.slice(-2000)}${stderr}`);
  return { elapsed, processor: Number(used) };
}

export function build(estate: string, out: string, ...options: string[]): Took {
  return timed([join(root, "bin/waybill.js"), "build", estate, "--out", out, ...options]);
}

/** `tsc --noEmit` on a build, under the repository's own settings. */
export function typeCheck(out: string): Took {
  writeFileSync(join(out, "tsconfig.json"), settings());
  return timed([join(root, "node_modules/typescript/bin/tsc"), "--noEmit", "-p", out]);
}

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

/** A folder that is gone afterwards. */
export function within<Given>(work: (folder: string) => Given): Given {
  const folder = mkdtempSync(join(tmpdir(), "waybill-compile-"));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Writes a made-up estate of so many routes; gives its folder. */
export function writeEstate(folder: string, size: number): string {
  const estate = join(folder, `estate-${size}`);
  for (const [path, text] of generateEstate(size)) {
    const file = join(estate, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return estate;
}
