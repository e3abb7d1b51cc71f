/**
 * `npm run bench:peers`: the same work (accept durably over HTTP, one pure step, one HTTP call, record) on ours, on the floor and on
 * engines of others, in turns. Apart from `npm run bench`: it fetches them, and needs no bar.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Server } from "../../trial/postgres/server.ts";
import { compete, contestant } from "../engine/contest.ts";
import { startProcess } from "../engine/server.ts";
import { median } from "../result.ts";

const postgres = await Server.start();
const folder = await mkdtemp(join(tmpdir(), "waybill-peers-"));
try {
  const { user, host, port } = postgres.settings("bench");
  const DATABASE = `postgresql://${user}@${host}:${port}/bench`;
  const program = fileURLToPath(new URL("dbos/server.mjs", import.meta.url));
  const scores = await compete(
    {
      floor: contestant("floor", join(folder, "floor.db")),
      waybill: contestant("service", join(folder, "waybill")),
      dbos: (variables) => startProcess([process.execPath, program], "/", { ...variables, DATABASE }),
    },
    // DBOS takes seconds where the others take tenths.
    { rounds: 7, lot: 1_000, warming: 4_000, call: true },
  );
  const { floor, ...others } = scores;
  console.log(`floor    ${Math.round(median(floor.rates))} messages/s`);
  for (const [name, { rates, peakMb }] of Object.entries(others)) {
    const ratio = median(rates.map((rate, round) => rate / (floor.rates[round] ?? Number.NaN)));
    const [least, most] = [Math.min(...rates), Math.max(...rates)].map(Math.round);
    console.log(
      `${name.padEnd(8)} ${Math.round(median(rates))} messages/s (${least} to ${most}), ${ratio.toFixed(3)} of the floor, ${Math.round(peakMb)} MB at most`,
    );
  }
} finally {
  await postgres.stop();
  await rm(folder, { recursive: true });
}
