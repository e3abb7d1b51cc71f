import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { contextsOf } from "../compiler/images/index.ts";
import type { Manifest } from "../compiler/manifest/manifest.ts";
import { buildReference } from "./reference.ts";
import { compared, median, type Result, result } from "./result.ts";

/**
 * From the start of the process until it serves, and what it holds then: the reference estate's image, started as its container does in
 * production, against bare `node:http` servers. Each says so in a line; processes alternate, so that the machine's mood falls on all.
 */

const rounds = 15;

/** Once it listens: an import makes Node load all that `node:http` offers, its WebSocket too; `require` does not. */
const bare = (http: string): string => `
${http}
createServer((request, response) => response.end("ok")).listen(0, "127.0.0.1", () => console.log("serving"));
`;
const bareServers = {
  "imported.mjs": bare('import { createServer } from "node:http";'),
  "required.cjs": bare('const { createServer } = require("node:http");'),
} as const;

export async function run(): Promise<readonly Result[]> {
  const folder = mkdtempSync(join(tmpdir(), "waybill-start-"));
  try {
    for (const [name, text] of Object.entries(bareServers)) writeFileSync(join(folder, name), text);
    const variables = await image(folder);
    const starts = { imported: [] as number[], required: [] as number[], service: [] as number[] };
    const resident: number[] = [];
    for (let round = 0; round < rounds; round++) {
      starts.imported.push((await started([join(folder, "imported.mjs")], {})).ms);
      starts.required.push((await started([join(folder, "required.cjs")], {})).ms);
      const data = join(folder, `data-${round}`);
      const { ms, mb } = await started(["--enable-source-maps", join(folder, "app/service.mjs")], {
        ...variables,
        WAYBILL_DATA: data,
      });
      starts.service.push(ms);
      resident.push(mb);
    }
    const line = (floor: readonly number[], against: string, name: string): Result =>
      compared(name, starts.service, floor, "ms", against, "<= 2");
    return [
      line(starts.imported, "a bare node:http server", "start of a service"),
      line(
        starts.required,
        "a bare server that requires node:http",
        "start of a service, what an import costs apart",
      ),
      result("resident memory of a service at rest", median(resident), 100, "MB", "the bar", "<= 1"),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
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

/** Milliseconds until the process has said that it serves, and what is resident a second later (`VmRSS`), MB. */
async function started(
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<{ readonly ms: number; readonly mb: number }> {
  const begun = performance.now();
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  let said = "";
  const ms = await new Promise<number>((resolve, reject) => {
    const hear = (text: string): void => {
      said += text;
      if (said.includes("serving")) resolve(performance.now() - begun);
    };
    child.stdout.setEncoding("utf8").on("data", hear);
    child.stderr.setEncoding("utf8").on("data", hear);
    void ended.then(() => reject(new Error(`it ended without serving: ${said}`)));
  });
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
  child.kill("SIGKILL");
  await ended;
  return { ms, mb: (Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1_024) / 1e6 };
}

// Where it is run by itself.
if (import.meta.main) for (const line of await run()) console.log(JSON.stringify(line));
