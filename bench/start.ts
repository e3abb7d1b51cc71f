import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { contextsOf } from "../compiler/images/index.ts";
import type { Manifest } from "../compiler/manifest/manifest.ts";
import { buildReference } from "./reference.ts";
import { compared, median, type Result, result } from "./result.ts";

/**
 * From the start of the process until it serves, and what it holds then: the reference estate's image, started as its container does in
 * production, against a bare `node:http` server. Each says so in a line; processes alternate, so that the machine's mood falls on all.
 * A bare server that takes `node:http` by `require` is told beside: for an import Node loads all that it offers, its WebSocket too, and
 * a bundle imports none of Node's modules.
 */

const rounds = 15;

/** A server that says when it listens. */
const bare = (http: string): string => `
${http}
createServer((request, response) => response.end("ok")).listen(0, "127.0.0.1", () => console.log("serving"));
`;

interface Start {
  /** Until it serves. */
  readonly ms: number;
  /** Processor time of all its threads until then. */
  readonly processorMs: number;
  /** Resident a second later, MB. */
  readonly mb: number;
}

export async function run(): Promise<readonly Result[]> {
  const folder = mkdtempSync(join(tmpdir(), "waybill-start-"));
  try {
    const imports = join(folder, "imports.mjs");
    const requires = join(folder, "requires.cjs");
    writeFileSync(imports, bare('import { createServer } from "node:http";'));
    writeFileSync(requires, bare('const { createServer } = require("node:http");'));
    const variables = await image(folder);
    const service = ["--enable-source-maps", join(folder, "app/service.mjs")];
    const starts = { imports: [] as Start[], requires: [] as Start[], service: [] as Start[] };
    for (let round = 0; round < rounds; round++) {
      starts.imports.push(await started([imports], {}));
      starts.requires.push(await started([requires], {}));
      const data = { WAYBILL_DATA: join(folder, `data-${round}`) };
      starts.service.push(await started(service, { ...variables, ...data }));
    }
    return linesOf(starts);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function linesOf(
  starts: Readonly<Record<"imports" | "requires" | "service", readonly Start[]>>,
): readonly Result[] {
  const line = (name: string, of: "ms" | "processorMs"): Result => {
    const [own, bare, requires] = [starts.service, starts.imports, starts.requires].map((each) =>
      each.map((start) => start[of]),
    ) as [number[], number[], number[]];
    const beside = `a bare node:http server (by require ${median(requires).toFixed(1)} ms)`;
    return compared(name, own, bare, "ms", beside, "<= 2");
  };
  const resident = median(starts.service.map(({ mb }) => mb));
  return [
    line("start of a service", "ms"),
    line("start of a service, processor time", "processorMs"),
    result("resident memory of a service at rest", resident, 100, "MB", "the bar", "<= 1"),
  ];
}

/** Writes what the image of the reference estate holds, `app/`. Answers the variables that production needs: nobody is called here. */
async function image(folder: string): Promise<Readonly<Record<string, string>>> {
  const { out } = await buildReference();
  const manifest = JSON.parse(readFileSync(join(out, "manifest.json"), "utf8")) as Manifest;
  const { files } = await contextsOf(out, manifest, fileURLToPath(new URL("..", import.meta.url)));
  for (const [path, text] of files) {
    const [, below] = /^northwind\/(app\/.*)$/.exec(path) ?? [];
    if (below === undefined) continue;
    mkdirSync(dirname(join(folder, below)), { recursive: true });
    writeFileSync(join(folder, below), text);
  }
  return {
    WAYBILL_ENVIRONMENT: "production",
    WAYBILL_HOST: "127.0.0.1",
    PORT: "0",
    ...Object.fromEntries(manifest.secrets.map(({ variable }) => [variable, "bench"])),
  };
}

/** Starts a process, and ends it once it has served for a second. */
async function started(args: readonly string[], variables: Readonly<Record<string, string>>): Promise<Start> {
  const begun = performance.now();
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  let said = "";
  const served = await new Promise<Omit<Start, "mb">>((resolve, reject) => {
    const hear = (text: string): void => {
      said += text;
      if (said.includes("serving"))
        resolve({ ms: performance.now() - begun, processorMs: processorMs(child.pid) });
    };
    child.stdout.setEncoding("utf8").on("data", hear);
    child.stderr.setEncoding("utf8").on("data", hear);
    void ended.then(() => reject(new Error(`it ended without serving: ${said}`)));
  });
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
  child.kill("SIGKILL");
  await ended;
  return { ...served, mb: (Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1_024) / 1e6 };
}

/** What the threads of a process have run so far, finer than the hundredths of its `stat` (Linux, Documentation/scheduler/sched-stats). */
function processorMs(pid: number | undefined): number {
  const threads = readdirSync(`/proc/${pid}/task`);
  const nanoseconds = threads.map((thread) =>
    Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ")[0]),
  );
  return nanoseconds.reduce((sum, each) => sum + each, 0) / 1e6;
}

// Where it is run by itself.
if (import.meta.main) for (const line of await run()) console.log(JSON.stringify(line));
