/**
 * `npm run failures`: the failure suite of distributed services. Without more, each named case once and each planted mistake, by
 * `cases.failures.ts`; `-- --minutes N --seed S`: rounds of what goes wrong by chance, two things at once now and then, until the time is over or
 * one is broken. `--rounds N` instead of minutes plays so many; `--fault NAME` lets nothing but that go wrong; `--plant NAME` plants a mistake
 * first. Prints a line a round, and counts; a broken round prints its seed and where its evidence is. What cannot be tried on this machine, for want of
 * network namespaces or of Kafka, is said and left out. Ends with 75 where it lacks PostgreSQL or Restate, or all that was asked for.
 */
import { spawnSync } from "node:child_process";
import { npmServers } from "../../trial/npm.ts";
import { Missing } from "../../trial/tools.ts";
import { Campaign } from "../campaign/campaign.ts";
import { type CampaignOptions, readOptions } from "../campaign/options.ts";
import { within } from "../campaign/within.ts";
import type { Fault } from "./faults/fault.ts";
import { faults } from "./faults/index.ts";
import { mixed, only } from "./plan.ts";
import { round } from "./round.ts";
import { Servers } from "./world/servers.ts";

/** How long servers may take to start, and to stop, milliseconds. */
const serversMs = 300_000;

for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(130));
const options = readOptions(process.argv.slice(2));
// What a broken round left behind is not waited for.
process.exit(await run());

async function run(): Promise<number> {
  try {
    await npmServers();
    return options.minutes === undefined && options.rounds === undefined ? cases() : await rounds(options);
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    console.log(`SKIPPED: ${error.message} Nothing was tried.`);
    return 75;
  }
}

function cases(): number {
  const flags = ["--test", "--test-timeout=1200000", "--test-reporter=spec"];
  const files = ["test/failures/cases.failures.ts"];
  return (
    spawnSync(process.execPath, ["--import", "./bin/source.ts", ...flags, ...files], { stdio: "inherit" })
      .status ?? 1
  );
}

async function rounds(asked: CampaignOptions): Promise<number> {
  const servers = await within(serversMs, Servers.start(), () => "The servers did not start");
  const can = possible(servers, asked.fault);
  const campaign = new Campaign<Fault>(
    {
      command: "failures",
      faults: can,
      never: ["lost", "twice under one key", "out of order in their lane"],
      lastMs: 1_200_000,
      mixed: (chance) => mixed(chance, can),
      only,
      play: (seed, plan) => round({ servers, seed, plan, plant: asked.plant }),
    },
    asked,
    (line) => console.log(line),
  );
  try {
    return (await campaign.run()) ? 0 : 1;
  } finally {
    await within(serversMs, servers.stop(), () => "The servers did not stop");
  }
}

/** Throws `Missing` where the one that was asked for is not among them. */
function possible(servers: Servers, asked: string | undefined): readonly Fault[] {
  const lacks = faults.flatMap((fault) => {
    const why = servers.lackFor(fault);
    return why === undefined ? [] : [{ name: fault.name, why }];
  });
  for (const { name, why } of lacks) console.log(`SKIPPED: ${name}: ${why}`);
  if (lacks.some(({ name }) => name === asked)) throw new Missing("It is all that was asked for.");
  return faults.filter(({ name }) => lacks.every((lack) => lack.name !== name));
}
