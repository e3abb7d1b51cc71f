/**
 * `npm run campaign -- --minutes N --seed S`: rounds until the time is over or one is broken. Each round is a store of its own, with
 * a part of the crash points in turn between other faults. `--rounds N` instead of minutes plays so many; `--plant NAME` plants a
 * mistake first; `--fault NAME` lets nothing but that go wrong, again and again. Prints counts; a broken round keeps its folder and
 * prints its seed.
 */
import { parseArgs } from "node:util";
import { Campaign } from "./campaign.ts";

const { values } = parseArgs({
  options: {
    minutes: { type: "string" },
    rounds: { type: "string" },
    seed: { type: "string" },
    plant: { type: "string" },
    fault: { type: "string" },
  },
});
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(130));
const campaign = new Campaign({
  seed: Number(values.seed ?? Date.now() % 1_000_000_000),
  rounds: Number(values.rounds ?? Number.MAX_SAFE_INTEGER),
  minutes: values.rounds === undefined ? Number(values.minutes ?? 1) : 60,
  plant: values.plant,
  fault: values.fault,
  say: (line) => console.log(line),
});
process.exitCode = (await campaign.run()) ? 0 : 1;
