/** One edit of a watched estate, saved to disk and checked with what the watch keeps, against a cold build of it; processor time. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createChecker } from "../../compiler/expressions/index.ts";
import { compile } from "../../compiler/passes/index.ts";
import { median, type Result, result } from "../result.ts";
import { build, within, writeEstate } from "./process.ts";

const routes = 1000;

/** What is edited: a text that is found in a file, what stands there after, and the code that tells that the edit was seen. */
const edits: Readonly<Record<string, readonly [file: string, from: string, to: string, told?: string]>> = {
  "a mapping": ["domains/orders/route-8.yaml", "=blankToMissing(source.email)", "=source.emial", "WB2003"],
  "a contract's field": [
    "contracts/order-1.yaml",
    "lineId: { type: string }",
    "lineId: { type: integer }",
    "WB2004",
  ],
  "a policy": ["policies.yaml", "retention: 120d", "retention: 10d", "WB3504"],
  "a system's limit": ["systems/system-3.yaml", "rate: 200/s", "rate: 1/m", "WB3406"],
  "a route": ["domains/orders/route-8.yaml", "map: map-8", "map: map-88888", "WB1202"],
};

/** Each is made and taken back, three times after once that does not count. */
export async function run(): Promise<readonly Result[]> {
  return within((folder) => {
    const estate = writeEstate(folder, routes);
    const cold = build(estate, join(folder, "out"), "--no-cache").processor;
    const checker = createChecker();
    const check = () => compile(estate, { until: "lint", checker, today: "2026-11-24" });
    check();
    return Object.entries(edits).map(([what, [path, from, to, told]]) => {
      const file = join(estate, path);
      const text = readFileSync(file, "utf8");
      const save = (now: string): number => {
        writeFileSync(file, now);
        const before = process.cpuUsage();
        const { diagnostics } = check();
        const { user, system } = process.cpuUsage(before);
        const expected =
          now === text ? diagnostics.length === 0 : diagnostics.some(({ code }) => code === told);
        if (!expected)
          throw new Error(`the edit of ${what} gave ${JSON.stringify(diagnostics.map(({ code }) => code))}`);
        return (user + system) / 1000;
      };
      const times = [0, 1, 2, 3].map(() => [save(text.replace(from, to)), save(text)]);
      return result(
        `one edit of ${routes} routes, watched: ${what}`,
        median(times.slice(1).flat()),
        cold,
        "ms",
        "a cold build, processor time",
        "<= 0.05",
      );
    });
  });
}
