/**
 * `npm run simulation -- --minutes N --seed S`: hostile histories from seed S on, one after the other on each core, until the time
 * is over or one is broken. `--count N` instead of minutes runs so many; `--plant NAME` plants a mistake first. Prints counts, and
 * for a broken history its seed, which plays it again exactly.
 */
import { fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Report } from "./part.ts";

const { values } = parseArgs({
  options: {
    minutes: { type: "string" },
    count: { type: "string" },
    seed: { type: "string" },
    plant: { type: "string" },
  },
});
const first = Number(values.seed ?? Date.now() % 1_000_000_000);
const count = Number(values.count ?? Number.MAX_SAFE_INTEGER);
const until = Date.now() + (values.count === undefined ? Number(values.minutes ?? 1) * 60_000 : 3_600_000);
const parts = Math.min(availableParallelism(), count);
const started = performance.now();

function part(index: number): Promise<Report> {
  const child = fork(fileURLToPath(new URL("./part.ts", import.meta.url)), {
    execArgv: process.execArgv,
    env: { ...process.env, NODE_NO_WARNINGS: "1" },
  });
  const own = Math.ceil((count - index) / parts);
  child.send({
    first: first + index,
    step: parts,
    count: own,
    until,
    ...(values.plant ? { plant: values.plant } : {}),
  });
  return new Promise((resolve, reject) => {
    child.once("message", (report) => resolve(report as Report)); // What part.ts sends.
    child.once("exit", (code) => reject(new Error(`A part ended with ${code}`)));
  });
}

const reports = await Promise.all(Array.from({ length: parts }, (_, index) => part(index)));
const sum = (of: (report: Report) => number): number =>
  reports.reduce((total, report) => total + of(report), 0);
const seconds = (performance.now() - started) / 1_000;
const histories = sum((report) => report.histories);
console.log(
  `${histories} histories from seed ${first} in ${seconds.toFixed(0)} s (${(histories / seconds).toFixed(0)} a second): ` +
    `${sum((report) => report.happenings)} happenings, ${sum((report) => report.crashes)} crashes, ` +
    `${sum((report) => report.messages)} messages, ${sum((report) => report.calls)} calls; ` +
    `${sum((report) => report.broken.length)} broken.`,
);
for (const { seed, message, trace } of reports.flatMap((report) => report.broken)) {
  console.log(`\n${message}\n  ${trace.join(", ")}\n  Again: npm run simulation -- --count 1 --seed ${seed}`);
  process.exitCode = 1;
}
