/** `npm run bench [name…]`: every measurement, or those named; a table on the screen, `bench/results.json` on disk. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import type { Result } from "./result.ts";

const measurements: Readonly<Record<string, () => Promise<{ run(): Promise<readonly Result[]> }>>> = {
  compile: () => import("./compile/cold.ts"),
  edit: () => import("./compile/edit.ts"),
  linear: () => import("./compile/linear.ts"),
  mapping: () => import("./mapping.ts"),
  accept: () => import("./accept.ts"),
  route: () => import("./route.ts"),
  history: () => import("./history.ts"),
  burst: () => import("./burst.ts"),
  sizing: () => import("./sizing.ts"),
  start: () => import("./start.ts"),
  deploy: () => import("./deploy.ts"),
  distributed: () => import("./distributed.ts"),
  events: () => import("./events.ts"),
  "distributed-sizing": () => import("./distributed-sizing.ts"),
};

/** Need servers that are fetched or built first: only where they are named, and their last lines, which these match, are kept. */
const apart: Readonly<Record<string, RegExp>> = {
  deploy: /^preview of the reference estate$/,
  distributed: /on Restate|tenth of capacity/,
  events: /^events (?:published|taken), /,
  "distributed-sizing": /^distributed, /,
};

const wanted = process.argv.slice(2);
const file = new URL("./results.json", import.meta.url);
const before: Result[] = existsSync(file)
  ? (JSON.parse(readFileSync(file, "utf8")) as { results: Result[] }).results
  : [];
const results: Result[] = [];
const begun = performance.now();
for (const [name, load] of Object.entries(measurements)) {
  if (wanted.length > 0 ? !wanted.includes(name) : name in apart) continue;
  const from = performance.now();
  for (const line of await (await load()).run()) {
    results.push(line);
    console.log(printed(line));
  }
  console.log(`       ${name} took ${seconds(from)} s`);
  // What was measured stays, whatever becomes of the rest.
  write(before.filter(({ name: known }) => !results.some((line) => line.name === known)));
}
console.log(`       all of it ${seconds(begun)} s`);
if (wanted.length === 0)
  write(before.filter(({ name }) => Object.values(apart).some((lines) => lines.test(name))));

function write(kept: readonly Result[]): void {
  const machine = {
    node: process.version,
    cpu: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    date: new Date().toISOString().slice(0, 10),
  };
  writeFileSync(file, `${JSON.stringify({ machine, results: [...kept, ...results] }, null, 2)}\n`);
}

function printed({ name, value, unit, against, ratio, spread, bar, met }: Result): string {
  const between = spread ? ` [${spread.join("–")}]` : "";
  return `${met ? "met   " : "MISSED"} ${name.padEnd(58)} ${String(ratio).padStart(8)}${between} (bar ${bar})   ${value} ${unit}, ${against}`;
}

function seconds(from: number): number {
  return Math.round((performance.now() - from) / 1_000);
}
