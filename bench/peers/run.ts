/**
 * `npm run bench:peers`: the same work (accept durably over HTTP, one pure step, one HTTP call, record) on ours, on the floor and on
 * engines of others, in turns. Apart from `npm run bench`: it fetches them, and has no bar.
 */
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Server } from "../../trial/postgres/server.ts";
import { type Contestant, compete, contestant, type Score } from "../engine/contest.ts";
import { startProcess } from "../engine/server.ts";
import { median } from "../result.ts";

/** The others take seconds for what ours takes tenths of; the warming is long enough for Java. */
const course = { rounds: 7, lot: 1_000, warming: 8_000, call: true } as const;

const here = fileURLToPath(new URL(".", import.meta.url));

/** A workflow of two steps, on PostgreSQL. */
function dbos(postgres: Server): Contestant {
  const { user, host, port } = postgres.settings("bench");
  const DATABASE = `postgresql://${user}@${host}:${port}/bench`;
  return (variables) =>
    startProcess([process.execPath, join(here, "dbos/server.mjs")], "/", { ...variables, DATABASE });
}

/** Two routes with a queue between them, whose journal is synced. */
function camel(STORE: string): Contestant {
  const program = ["-Xmx512m", "-cp", join(here, "camel/jars/*"), join(here, "camel/Orders.java")];
  return (variables) => startProcess(["java", ...program], "/orders", { ...variables, STORE });
}

function print(name: string, { rates, peakMb }: Score, floor: Score): void {
  const ratio = median(rates.map((rate, round) => rate / (floor.rates[round] ?? Number.NaN)));
  const between = `${Math.round(Math.min(...rates))} to ${Math.round(Math.max(...rates))}`;
  console.log(
    `${name.padEnd(8)} ${Math.round(median(rates))} messages/s (${between}), ${ratio.toFixed(3)} of the floor, ${Math.round(peakMb)} MB at most`,
  );
}

const postgres = await Server.start();
const folder = await mkdtemp(join(tmpdir(), "waybill-peers-"));
try {
  const journal = join(folder, "camel");
  await mkdir(journal);
  const contestants = {
    floor: contestant("floor", join(folder, "floor.db")),
    waybill: contestant("service", join(folder, "waybill")),
    camel: camel(journal),
    dbos: dbos(postgres),
  };
  const scores = await compete(contestants, course);
  for (const [name, score] of Object.entries(scores)) print(name, score, scores.floor);
} finally {
  await postgres.stop();
  await rm(folder, { recursive: true });
}
