/**
 * The benchmark's orders on both engines, and all that comes of them is the same: effects of each, the order within each lane,
 * how each run ended, what metrics count. Two replicas with Restate, PostgreSQL and Kafka; faults by a seed, `SEED` or the date.
 */
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { Servers } from "../service/servers.ts";
import { play, type Result, size } from "./play.ts";

const seed = Number(process.env["SEED"] ?? new Date().toISOString().slice(0, 10).replaceAll("-", ""));

let servers: Servers;
let folder: string;
before(async () => {
  [servers, folder] = await Promise.all([Servers.start(), mkdtemp(join(tmpdir(), "waybill-load-"))]);
});
after(async () => {
  await Promise.all([servers.stop(), rm(folder, { recursive: true })]);
});

test(`${size.orders} orders of ${size.customers} customers, seed ${seed}, come to the same on both engines`, {
  timeout: 600_000,
}, async (context) => {
  const embedded = await play(seed, [{ WAYBILL_DATA: folder }]);
  context.diagnostic(`embedded: ${countsOf(embedded)}`);
  const database = await servers.databases.make({ empty: true });
  const distributed = await play(seed, [
    await servers.variables(database),
    await servers.variables(database),
  ]);
  context.diagnostic(`distributed, two replicas: ${countsOf(distributed)}`);
  for (const part of ["ends", "lanes", "effects", "metrics"] as const)
    assert.deepEqual(differences(embedded[part], distributed[part]), [], `${part}, embedded and distributed`);
  for (const [name, count] of Object.entries(embedded.effects))
    assert.ok(count <= 1, `${name} had its effect ${count} times`);
  for (const [lane, orders] of Object.entries(embedded.lanes))
    assert.deepEqual(
      orders,
      orders.toSorted((one, other) => numberOf(one) - numberOf(other)),
      lane,
    );
});

/** What is said of the same name on both sides, where it is not the same. */
function differences(one: Readonly<Record<string, unknown>>, other: Readonly<Record<string, unknown>>) {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])]
    .filter((name) => !isDeepStrictEqual(one[name], other[name]))
    .map((name) => [name, one[name], other[name]]);
}

/** `7-12`: the twelfth of a customer. */
function numberOf(order: string): number {
  return Number(order.split("-")[1]);
}

function countsOf({ effects, attempts, ends, metrics }: Result): string {
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
  const counted = (of: string) =>
    sum(Object.entries(metrics).flatMap(([name, value]) => (name.startsWith(of) ? [value] : [])));
  const ended = (how: string) => Object.values(ends).filter((end) => end.startsWith(how)).length;
  return [
    `${counted("waybill_accepted_total")} taken`,
    `${attempts} attempts`,
    `${sum(Object.values(effects))} effects`,
    `${ended("done")} orders done`,
    `${ended("failed")} dead letters`,
  ].join(", ");
}
