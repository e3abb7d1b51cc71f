/**
 * `npm run conformance`: each port's named cases against each of its adapters, and what becomes of them when servers fail, by
 * `test/conformance`; with arguments these files alone. PostgreSQL, Restate and Kafka are fetched first, once. Ends with 75 where this
 * machine lacks what they need: then nothing was tried.
 */
import { spawnSync } from "node:child_process";
import { kafkaClasspath } from "../trial/kafka/install.ts";
import { npmServers } from "../trial/npm.ts";
import { Missing } from "../trial/tools.ts";

/** Why there are no servers here; undefined where there are. */
async function missing(): Promise<string | undefined> {
  try {
    await Promise.all([npmServers(), kafkaClasspath()]);
    return undefined;
  } catch (error) {
    if (error instanceof Missing) return error.message;
    throw error;
  }
}

const why = await missing();
if (why === undefined) {
  const named = process.argv.slice(2);
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
