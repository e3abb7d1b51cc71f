/**
 * Compiling a made-up estate cold and with a cache, as a process of its own, against `tsc --noEmit` on what was generated, under
 * the strict settings of this repository.
 */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { median, type Result, result } from "../result.ts";
import { build, type Took, typeCheck, within, writeEstate } from "./process.ts";

const routes = 1000;
const rounds = 3;

/** Processes alternate, so that the machine's mood falls on all. */
export async function run(): Promise<readonly Result[]> {
  return within((folder) => {
    const estate = writeEstate(folder, routes);
    const out = join(folder, "out");
    const times = { cold: [] as Took[], cached: [] as Took[], tsc: [] as Took[] };
    for (let round = 0; round < rounds; round++) {
      rmSync(out, { recursive: true, force: true });
      times.cold.push(build(estate, out, "--no-cache"));
      build(estate, out); // fills the cache, where another version of the program did
      times.cached.push(build(estate, out));
      times.tsc.push(typeCheck(out));
    }
    const of = (what: keyof typeof times, measure: keyof Took) =>
      median(times[what].map((one) => one[measure]));
    const against = "tsc --noEmit on the generated output";
    return [
      result(
        `compile of ${routes} routes, cold`,
        of("cold", "elapsed"),
        of("tsc", "elapsed"),
        "ms",
        against,
        "<= 2",
      ),
      result(
        `compile of ${routes} routes, cold, processor time`,
        of("cold", "processor"),
        of("tsc", "processor"),
        "ms",
        against,
        "<= 2",
      ),
      result(
        `compile of ${routes} routes, unchanged cache`,
        of("cached", "elapsed"),
        of("tsc", "elapsed"),
        "ms",
        against,
        "<= 0.3",
      ),
    ];
  });
}
