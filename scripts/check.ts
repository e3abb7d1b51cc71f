/** `npm run check`: format, lint, types, unused code, import rules, drift of generated files. Two at a time; every failure is shown. */
import { spawn } from "node:child_process";

interface Task {
  readonly name: string;
  readonly command: readonly string[];
}

const tasks: readonly Task[] = [
  { name: "types", command: ["tsc", "--noEmit", "-p", "."] },
  { name: "lint", command: ["oxlint", "--deny-warnings"] },
  {
    name: "imports",
    command: [
      "depcruise",
      "--config",
      ".dependency-cruiser.js",
      "bin",
      "compiler",
      "runtime",
      "deploy",
      "scripts",
      "bench",
      "test",
    ],
  },
  { name: "unused", command: ["knip", "--no-progress"] },
  { name: "generated", command: ["node", "--import", "./bin/source.ts", "scripts/generate.ts", "--check"] },
  { name: "specs", command: ["node", "bin/waybill.js", "check", "--max-warnings", "0"] },
  { name: "yaml", command: ["node", "bin/waybill.js", "format", "--check"] },
  { name: "format", command: ["biome", "check", "--diagnostic-level=error", "."] },
];

async function run(task: Task): Promise<{ ok: boolean; text: string }> {
  const started = performance.now();
  const child = spawn(task.command[0] ?? "", task.command.slice(1), { stdio: ["ignore", "pipe", "pipe"] });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  const code = await new Promise<number>((resolve) => {
    child.on("error", (error) => {
      chunks.push(Buffer.from(error.message));
      resolve(1);
    });
    child.on("close", (exit) => resolve(exit ?? 1));
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const output = Buffer.concat(chunks).toString();
  return {
    ok: code === 0,
    text: `${code === 0 ? "ok  " : "FAIL"} ${task.name.padEnd(10)} ${seconds} s${code === 0 ? "" : `\n${output}`}`,
  };
}

const waiting = [...tasks];
let failed = 0;
async function worker(): Promise<void> {
  for (let task = waiting.shift(); task; task = waiting.shift()) {
    const result = await run(task);
    if (!result.ok) failed++;
    console.log(result.text);
  }
}
await Promise.all([worker(), worker()]);
process.exitCode = failed > 0 ? 1 : 0;
