/**
 * `npm run conformance`: each port's named cases against each of its adapters, and what becomes of them when servers fail, by
 * `test/conformance`; with arguments these files alone. `--postgres 14` tries that major version (14 or 16; default: that of
 * `waybill dev`). PostgreSQL, Restate and Kafka are fetched first, once. Ends with 75 where this machine lacks what they need: then
 * nothing was tried.
 */
import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";
import { majorVariable, postgresPackages } from "../test/conformance/store/databases.ts";
import { kafkaClasspath } from "../trial/kafka/install.ts";
import { npmServers } from "../trial/npm.ts";
import { Missing } from "../trial/tools.ts";

const { values, positionals: named } = parseArgs({
  options: { postgres: { type: "string" } },
  allowPositionals: true,
});
// Of this process and those that it starts.
if (values.postgres !== undefined) process.env[majorVariable] = values.postgres;

/** Why there are no servers here; undefined where there are. */
async function missing(): Promise<string | undefined> {
  try {
    await Promise.all([npmServers(), postgresPackages(), kafkaClasspath()]);
    return undefined;
  } catch (error) {
    if (error instanceof Missing) return error.message;
    throw error;
  }
}

const why = await missing();
if (why === undefined) {
  const files = named.length > 0 ? named : ["test/conformance/**/*.conformance.ts"];
  const options = ["--test", "--test-concurrency=1", "--test-timeout=300000", "--test-reporter=spec"];
  const { status } = spawnSync(process.execPath, ["--import", "./bin/source.ts", ...options, ...files], {
    stdio: "inherit",
  });
  process.exitCode = status ?? 1;
} else {
  console.log(`SKIPPED: ${why} Nothing was tried.`);
  process.exitCode = 75;
}
