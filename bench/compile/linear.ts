/** What a route costs in a cold build as the estate grows; processor time. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { median, type Result, result } from "../result.ts";
import { build, within, writeEstate } from "./process.ts";

const sizes = [250, 500, 1000, 2000] as const;

/** The small ones more often, in between, so that all take about as long and see the same machine. */
const order = [500, 250, 1000, 500, 2000, 500, 250, 1000, 500] as const;

export async function run(): Promise<readonly Result[]> {
  return within((folder) => {
    const estates = new Map(sizes.map((size) => [size, writeEstate(folder, size)]));
    const each = new Map<number, number[]>(sizes.map((size) => [size, []]));
    for (const size of order) {
      const out = join(folder, `out-${size}`);
      each.get(size)?.push(build(estates.get(size) ?? "", out, "--no-cache").processor / size);
      rmSync(out, { recursive: true });
    }
    const perRoute = (size: number) => median(each.get(size) ?? []);
    const others = `${sizes.map((size) => `${size}: ${perRoute(size).toFixed(1)}`).join(", ")}; of 500`;
    return [
      result("a route in a build of 2000", perRoute(2000), perRoute(500), "ms/route", others, "<= 1.3"),
    ];
  });
}
