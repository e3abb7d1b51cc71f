/** Each thing that can go wrong, once, and each planted mistake: `npm run failures`. */
import assert from "node:assert/strict";
import { rm } from "node:fs/promises";
import { after, before, test } from "node:test";
import { allKilled, replaced } from "./faults/builds.ts";
import type { Fault } from "./faults/fault.ts";
import { kafkaFrozen, kafkaKilled, partitionsGrown } from "./faults/kafka.ts";
import { cutFromKafka, cutFromPostgres, cutFromRestate, unplugged } from "./faults/network.ts";
import { frozen, killed, leaves, misdated } from "./faults/replicas.ts";
import { postgresAway, postgresKilled, restateKilled } from "./faults/servers.ts";
import { planted } from "./planted.ts";
import { round } from "./round.ts";
import { Servers } from "./world/servers.ts";

let servers: Servers;
before(async () => {
  servers = await Servers.start();
});
after(() => servers.stop());

/** Under one load what takes replicas, under another what takes servers and builds: a round's beginning and end take their time too. */
const cases: readonly (readonly [name: string, plan: readonly (readonly Fault[])[]])[] = [
  ["replicas are killed, stand still and are minutes off", [[killed, frozen], [misdated]]],
  [
    "replicas are cut off from Restate, from PostgreSQL and from everything",
    [[cutFromRestate, cutFromPostgres, unplugged]],
  ],
  ["Restate is killed, again and again", [[restateKilled]]],
  ["PostgreSQL is away for a minute", [[postgresAway]]],
  [
    "Kafka is killed, stands still and gets more partitions, a replica is cut off from it and another leaves",
    [[kafkaKilled, cutFromKafka], [kafkaFrozen, leaves], [partitionsGrown]],
  ],
  ["builds are replaced, the next one after all was killed at once", [[replaced], [allKilled]]],
];

for (const [name, plan] of cases) {
  test(`${name}: nothing is lost, twice under one key or out of order`, async (context) => {
    const lacks = [...new Set(plan.flat().flatMap((fault) => servers.lackFor(fault) ?? []))];
    const can = plan.map((group) => group.filter((fault) => servers.lackFor(fault) === undefined));
    if (can.flat().length === 0) return context.skip(lacks.join("; "));
    for (const lack of lacks) context.diagnostic(`Not all of it was tried: ${lack}`);
    const { broken, counts } = await round({ servers, seed: 1, plan: can });
    assert.equal(broken?.error, undefined, `What was seen: ${broken?.folder}`);
    context.diagnostic([...counts].map(([what, many]) => `${many} ${what}`).join(", "));
  });
}

const finds: readonly (readonly [string, Fault, RegExp])[] = [
  ["an early word", postgresKilled, /is lost|was accepted twice/],
  ["a doubt forgotten", killed, /was repeated as if nothing had happened/],
  ["a lane overtaken", killed, /was called for after|heard once and in order/],
];

for (const [name, fault, says] of finds) {
  const mistake = planted.find((one) => one.name.startsWith(name));
  test(`the suite finds ${mistake?.name}`, async () => {
    const { broken } = await round({ servers, seed: 1, plan: [[fault]], plant: name });
    assert.match(String(broken?.error.message), says);
    await rm(broken?.folder ?? "", { recursive: true });
  });
}
