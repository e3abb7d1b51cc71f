/**
 * `npm run fuzz:yaml -- --minutes N --seed S`: an estate with hostile files, compiled again and again in a process that has little memory.
 * A case that throws, takes too long or ends the process is printed with its seed; `--seed S --count 1` is that case alone.
 */
import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Told } from "./part.ts";

const { values } = parseArgs({
  options: { minutes: { type: "string" }, seed: { type: "string" }, count: { type: "string" } },
});
const first = Number(values.seed ?? Date.now() % 1_000_000_000);
const count = Number(values.count ?? Number.MAX_SAFE_INTEGER);
const until =
  values.count === undefined ? Date.now() + Number(values.minutes ?? 1) * 60_000 : Number.POSITIVE_INFINITY;
/** Milliseconds: an estate of this size takes less than one second on a quiet machine. */
const hang = 30_000;
/** MiB of heap: what the compiler itself needs is less than half. */
const memory = 640;

const broken: string[] = [];
const ways = new Map<string, number>();
let [cases, diagnostics, slowest, slowestSeed] = [0, 0, 0, first];
let child: ChildProcess | undefined;

for (let seed = first; seed < first + count && Date.now() < until; seed += 1) {
  await compiled(seed);
  cases += 1;
}
child?.disconnect();
console.log(
  `${cases} cases from seed ${first}, ${diagnostics} diagnostics, the slowest ${Math.round(slowest)} ms (seed ${slowestSeed})`,
);
for (const [name, times] of [...ways].sort(([one], [other]) => (one < other ? -1 : 1)))
  console.log(`${String(times).padStart(8)} ${name}`);
console.log(broken.length === 0 ? "None crashed, hung or ran out of memory." : `${broken.length} broken:`);
for (const each of broken) console.log(each);
process.exitCode = broken.length === 0 ? 0 : 1;

function compiled(seed: number): Promise<void> {
  child ??= fork(fileURLToPath(new URL("./part.ts", import.meta.url)), {
    execArgv: [...process.execArgv, `--max-old-space-size=${memory}`],
    env: { ...process.env, NODE_NO_WARNINGS: "1" },
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  const part = child;
  return new Promise((resolve) => {
    let now: readonly string[] = [];
    const watch = setTimeout(() => over(`took longer than ${hang} ms`), hang);
    const ended = (code: number | null, signal: string | null) =>
      over(`the process ended (${code ?? signal})`);
    const heard = (told: Told) => {
      if ("begun" in told) {
        now = told.ways;
        for (const way of now) {
          const name = way.replace(/ in \S+$/, "");
          ways.set(name, (ways.get(name) ?? 0) + 1);
        }
        return;
      }
      if ("broken" in told) broken.push(`seed ${seed}: ${now.join(", ")}\n${told.error}`);
      else {
        diagnostics += told.diagnostics;
        if (told.milliseconds > slowest) [slowest, slowestSeed] = [told.milliseconds, seed];
      }
      finish();
    };
    const finish = () => {
      clearTimeout(watch);
      part.off("exit", ended);
      part.off("message", heard);
      resolve();
    };
    const over = (what: string) => {
      broken.push(`seed ${seed}: ${now.join(", ")}: ${what}`);
      finish();
      part.kill("SIGKILL");
      child = undefined;
    };
    part.on("exit", ended);
    part.on("message", heard);
    part.send(seed);
  });
}
