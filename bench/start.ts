import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundle } from "./engine/bundle.ts";
import { compared, median, type Result, result } from "./result.ts";

/**
 * From the start of the process until it serves, and what it holds then: a service bundled as in its container, against a bare
 * `node:http` server. Both say so on standard output; processes alternate, so that the machine's mood falls on both.
 */

const rounds = 11;
const root = new URL("..", import.meta.url).pathname;

const bare = `
import { createServer } from "node:http";
const server = createServer((request, response) => response.end("ok")).listen(0, "127.0.0.1", () => {
  console.log(process.memoryUsage.rss());
  setTimeout(() => process.exit(0), 200);
});
`;

/** The small estate that the service's own tests run, on a store on disk. */
const service = (folder: string) => `
import { estate } from ${JSON.stringify(join(root, "test/runtime/service/estate.ts"))};
import { startService } from ${JSON.stringify(join(root, "runtime/service/index.ts"))};
await startService(estate, { port: 0, variables: { WAYBILL_DATA: ${JSON.stringify(join(folder, "data"))} }, log: () => undefined });
console.log("serving");
setTimeout(() => { console.log(process.memoryUsage.rss()); process.exit(0); }, 200);
`;

export async function run(): Promise<readonly Result[]> {
  const folder = mkdtempSync(join(tmpdir(), "waybill-start-"));
  try {
    writeFileSync(join(folder, "bare.mjs"), bare);
    writeFileSync(join(folder, "service.ts"), service(folder));
    const bundled = await bundle(join(folder, "service.ts"), folder);
    const starts = { bare: [] as number[], service: [] as number[] };
    const resident: number[] = [];
    for (let round = 0; round < rounds; round++) {
      starts.bare.push((await started(join(folder, "bare.mjs"))).ms);
      const one = await started(bundled);
      starts.service.push(one.ms);
      resident.push(one.last / 1e6);
    }
    return [
      compared("start of a service", starts.service, starts.bare, "ms", "a bare node:http server", "<= 2"),
      result("resident memory of a service at rest", median(resident), 100, "MB", "the bar", "<= 1"),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Milliseconds until the process has printed its first line, and the number in its last. */
async function started(file: string): Promise<{ readonly ms: number; readonly last: number }> {
  const begun = performance.now();
  const child = spawn(process.execPath, ["--enable-source-maps", file], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let ms = Number.NaN;
  let text = "";
  for await (const chunk of child.stdout.setEncoding("utf8") as AsyncIterable<string>) {
    if (text === "") ms = performance.now() - begun;
    text += chunk;
  }
  return { ms, last: Number(text.trim().split("\n").at(-1)) };
}

// Where it is run by itself.
if (import.meta.main) for (const line of await run()) console.log(JSON.stringify(line));
