/**
 * `npm run failures`: the failure suite of distributed services. Without more, each named case once and each planted mistake, by
 * `cases.failures.ts`; `-- --minutes N --seed S`: rounds of what goes wrong by chance, two things at once now and then, until the time is over or
 * one is broken. `--rounds N` instead of minutes plays so many; `--fault NAME` lets nothing but that go wrong; `--plant NAME` plants a mistake
 * first. Prints counts; a broken round prints its seed and where its evidence is. Ends with 75 where this machine lacks PostgreSQL or Restate.
 */
import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";
import { npmServers } from "../../trial/npm.ts";
import { Missing } from "../../trial/tools.ts";
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

try {
  await npmServers();
  process.exitCode = values.minutes === undefined && values.rounds === undefined ? cases() : await rounds();
} catch (error) {
  if (!(error instanceof Missing)) throw error;
  console.log(`SKIPPED: ${error.message} Nothing was tried.`);
  process.exitCode = 75;
}

function cases(): number {
  const options = ["--test", "--test-timeout=900000", "--test-reporter=spec"];
  const files = ["test/failures/cases.failures.ts"];
  return (
    spawnSync(process.execPath, ["--import", "./bin/source.ts", ...options, ...files], { stdio: "inherit" })
      .status ?? 1
  );
}

async function rounds(): Promise<number> {
  const campaign = new Campaign({
    seed: Number(values.seed ?? Date.now() % 1_000_000_000),
    rounds: Number(values.rounds ?? Number.MAX_SAFE_INTEGER),
    minutes: values.rounds === undefined ? Number(values.minutes) : Number.POSITIVE_INFINITY,
    plant: values.plant,
    fault: values.fault,
    say: (line) => console.log(line),
  });
  return (await campaign.run()) ? 0 : 1;
}
