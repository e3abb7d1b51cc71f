/**
 * A base backup of PostgreSQL, taken under a running estate and put back (PostgreSQL's manual, "Making a Base Backup Using the Low Level
 * API").
 */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, type TestContext, test } from "node:test";
import { promisify } from "node:util";
import pg from "pg";
import { startService } from "../../../runtime/service/index.ts";
import { estate } from "../../runtime/service/estate.ts";
import { callerOf, type Running, running } from "../../runtime/service/running.ts";
import { Servers } from "./servers.ts";

let servers: Servers;
before(async () => {
  servers = await Servers.start();
});
after(() => servers.stop());

const copied = (from: string, to: string) => promisify(execFile)("cp", ["-a", from, to]);

/** They have other names since PostgreSQL 15, where a backup is never exclusive. */
async function backupFunctions(
  client: pg.Client,
): Promise<{ readonly start: string; readonly stop: string }> {
  const { rows } = await client.query<{ version: number }>(
    "SELECT current_setting('server_version_num')::integer AS version",
  );
  return (rows[0]?.version ?? 0) >= 150_000
    ? { start: "pg_backup_start('estate', true)", stop: "pg_backup_stop()" }
    : { start: "pg_start_backup('estate', true, false)", stop: "pg_stop_backup(false)" };
}

/** Copies everything that the running server has on disk; answers how the copy takes the place of what is there. */
async function baseBackup(context: TestContext): Promise<() => Promise<void>> {
  const { server } = servers.databases;
  const folder = await mkdtemp(join(tmpdir(), "waybill-base-backup-"));
  context.after(() => rm(folder, { recursive: true, force: true }));
  const copy = join(folder, "data");
  const client = new pg.Client(server.settings("postgres"));
  await client.connect();
  const { rows } = await client.query<{ data_directory: string }>("SHOW data_directory");
  const data = rows[0]?.data_directory ?? "";
  const { start, stop } = await backupFunctions(client);
  await client.query(`SELECT ${start}`);
  await copied(data, copy);
  const stopped = await client.query<{ labelfile: string }>(`SELECT labelfile FROM ${stop}`);
  await client.end();
  // Owned by whom the server's files are owned by.
  await copied(join(data, "PG_VERSION"), join(copy, "backup_label"));
  await writeFile(join(copy, "backup_label"), stopped.rows[0]?.labelfile ?? "");
  await rm(join(copy, "postmaster.pid"));
  // The log up to where the backup ended; nothing of it is recycled in so short a time.
  await rm(join(copy, "pg_wal"), { recursive: true });
  await copied(join(data, "pg_wal"), join(copy, "pg_wal"));
  return async () => {
    await server.kill();
    await rename(data, join(folder, "lost"));
    await copied(copy, data);
    await server.start();
  };
}

/** The estate on all three servers, whose systems are elsewhere and outlive it. */
async function distributed(database: string, systems: Running, more: Record<string, string> = {}) {
  const service = await startService(estate, {
    port: 0,
    variables: {
      ...(await servers.variables(database)),
      WAYBILL_SYSTEM_SAP_URL: `${systems.url}/simulated/sap`,
      ...more,
    },
    log: () => undefined,
  });
  return { ...callerOf(service.url), close: () => service.close({ drainMs: 1_000 }) };
}

/** How often the ERP made an order of this reference. */
async function made(systems: Running, reference: string): Promise<number> {
  const { body } = await systems.call("GET", "/simulate/sap/received");
  return (
    body.calls as { operation: string; effect: boolean; body?: { PurchaseOrderByCustomer?: string } }[]
  ).filter(
    ({ operation, effect, body: sent }) =>
      operation === "createSalesOrder" && effect && sent?.PurchaseOrderByCustomer === reference,
  ).length;
}

/** What PostgreSQL itself could be told by: which cluster it is, and which of its histories. */
async function identity(): Promise<string> {
  const client = new pg.Client(servers.databases.server.settings("postgres"));
  await client.connect();
  const { rows } = await client.query<{ cluster: string; timeline: string }>(
    `SELECT system_identifier::text AS cluster, timeline_id::text AS timeline FROM pg_control_system(), pg_control_checkpoint()`,
  );
  await client.end();
  return `${rows[0]?.cluster} ${rows[0]?.timeline}`;
}

test("what was taken before the backup is there and done, and nothing that was done after it is done again", {
  timeout: 180_000,
}, async (context) => {
  const systems = await running(context);
  const database = await servers.databases.make({ empty: true });
  const lost = await distributed(database, systems);
  const order = async (id: string, message: string): Promise<string> => {
    const { status, body } = await lost.order({ id, total: "9.99" }, message);
    assert.equal(status, 202, JSON.stringify(body));
    return body.run;
  };
  const done = await order("early", "message-1");
  assert.equal((await lost.ended(done)).state, "done");
  await systems.call("POST", "/simulate/sap/faults", {
    operation: "createSalesOrder",
    kind: "delay",
    delayMs: 2_500,
    times: 1,
  });
  const underWay = await order("late", "message-2");
  const behind = await order("late", "message-3");
  const putBack = await baseBackup(context);
  for (const run of [underWay, behind]) assert.equal((await lost.ended(run)).state, "done");
  assert.equal((await lost.ended(await order("after", "message-4"))).state, "done");
  const before = await made(systems, "late");
  await lost.close();

  const known = await identity();
  await putBack();
  assert.equal(await identity(), known, "nothing in PostgreSQL tells that it was put back");
  const again = await distributed(database, systems, { WAYBILL_RESTORED: "2026-11-26" });
  context.after(() => again.close());
  for (const run of [done, underWay, behind]) assert.equal((await again.ended(run)).state, "done", run);
  assert.equal(await made(systems, "early"), 1);
  assert.equal(await made(systems, "late"), before);
  // Nobody here knows of it any more: its sender, who was answered, has to send it again.
  const resent = await again.order({ id: "after", total: "9.99" }, "message-4");
  assert.equal(resent.body.duplicate, undefined);
  assert.equal((await again.ended(resent.body.run)).state, "done");
});
