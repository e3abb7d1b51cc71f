/**
 * `npm run campaign -- --minutes N --seed S`: rounds until the time is over or one is broken. Each round is a store of its own, with
 * a part of the crash points in turn between other faults. `--rounds N` instead of minutes plays so many; `--plant NAME` plants a
 * mistake first; `--fault NAME` lets nothing but that go wrong, again and again. Prints a line a round, and counts; a broken round keeps
 * its folder and prints its seed.
 */
import { Campaign } from "../campaign/campaign.ts";
import { readOptions } from "../campaign/options.ts";
import type { Fault } from "./faults/fault.ts";
import { faults } from "./faults/index.ts";
import { Plans } from "./plan.ts";
import { round } from "./round.ts";
import { Disk } from "./world/disk.ts";

for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(130));
const options = readOptions(process.argv.slice(2), 1);
const { plant } = options;
const can = possible();
const plans = new Plans(can);
const campaign = new Campaign<Fault>(
  {
    command: "campaign",
    faults: can,
    never: ["lost", "twice"],
    lastMs: 600_000,
    mixed: (chance) => plans.mixed(chance),
    only: (fault) => plans.only(fault),
    play: (seed, plan) => round(seed, plan.flat(), { plant }),
  },
  options,
  (line) => console.log(line),
);
// What a broken round left behind is not waited for.
process.exit((await campaign.run()) ? 0 : 1);

function possible(): readonly Fault[] {
  const disk = new Disk();
  disk.close(false);
  if (disk.why === undefined) return faults;
  const left = faults.filter(({ mounts }) => mounts === true).map(({ name }) => name);
  console.log(`SKIPPED: ${left.join(", ")}: no file system can be mounted here (${disk.why}).`);
  return faults.filter(({ mounts }) => mounts !== true);
}
