/**
 * What an order costs one replica of the engine on Restate behind bare `node:http`, its Restate and its PostgreSQL: processor time, memory, connections, and
 * what the database keeps of it. By few and by many partitions.
 */
import pg from "pg";
import { Server } from "../trial/postgres/server.ts";
import { Restate } from "../trial/restate/server.ts";
import { fleet } from "./distributed/fleet.ts";
import { load } from "./engine/load.ts";
import { orderOf } from "./engine/order.ts";
import { called, startStub } from "./engine/server.ts";
import { peakMbOf, usageOf } from "./engine/usage.ts";
import { type Result, result } from "./result.ts";

const orders = { warming: 2_000, measured: 10_000 } as const;
/** At once: more than that would wait, and none may be turned away. */
const lot = 2_000;
const connections = 64;
const messageBytes = Buffer.byteLength(JSON.stringify(orderOf("sizing-0")));

export async function run(): Promise<readonly Result[]> {
  return [...(await measured(4)), ...(await measured(24))];
}

async function measured(partitions: number): Promise<readonly Result[]> {
  const [restate, postgres] = await Promise.all([
    Restate.start({ settings: { RESTATE_DEFAULT_NUM_PARTITIONS: String(partitions) } }),
    Server.start(),
  ]);
  const client = new pg.Client(postgres.settings("postgres"));
  try {
    await client.connect();
    return await costs(partitions, restate, postgres, client);
  } finally {
    await client.end();
    await Promise.all([restate.stop(), postgres.stop()]);
  }
}

async function costs(
  partitions: number,
  restate: Restate,
  postgres: Server,
  client: pg.Client,
): Promise<readonly Result[]> {
  const stub = await startStub();
  const { ingress, admin } = restate;
  const replica = await fleet({
    program: "replica.ts",
    path: "/",
    around: { database: postgres.settings("postgres"), ingress, admin, prefix: "" },
    processes: 1,
    servers: [],
  })({ STUB: stub.url });
  let posted = 0;
  const post = async (count: number): Promise<void> => {
    for (const end = posted + count; posted < end; posted += lot) {
      const { accepted } = await load(replica.ports, replica.path, lot, connections, `sizing-${posted}`);
      if (accepted !== lot) throw new Error(`${lot - accepted} of ${lot} orders were not accepted`);
      await called(stub, posted + lot);
    }
    await ended(client, posted);
  };
  try {
    await post(orders.warming);
    const used = async () => ({
      replica: replica.cpuMs(),
      restate: usageOf(restate.pid).cpuMs,
      postgres: usageOf(postgres.pid).cpuMs,
      inPostgres: await databaseBytes(client),
    });
    const before = await used();
    await post(orders.measured);
    const after = await used();
    const each = (what: keyof typeof after): number => (after[what] - before[what]) / orders.measured;
    const line = (what: string, ...of: [number, number, string, string, "<= 1" | "<= 4"]): Result =>
      result(`distributed, ${partitions} partitions: ${what}`, ...of);
    return [
      line(
        "processor time of a replica an order",
        each("replica"),
        1,
        "ms",
        "a core for 1,000 a second",
        "<= 1",
      ),
      line("processor time of Restate an order", each("restate"), 1, "ms", "the same", "<= 1"),
      line("processor time of PostgreSQL an order", each("postgres"), 1, "ms", "the same", "<= 1"),
      line("memory of a replica at most", replica.peakMb(), 512, "MB", "what a deployment gives", "<= 1"),
      line("memory of Restate at most", peakMbOf(restate.pid), 1_024, "MB", "a gigabyte", "<= 1"),
      line("memory of PostgreSQL", usageOf(postgres.pid).memoryMb, 512, "MB", "half a gigabyte", "<= 1"),
      line("connections of a replica", await connectionsOf(client), 7, "connections", "the limit", "<= 1"),
      line("PostgreSQL of a finished run", each("inPostgres"), messageBytes, "bytes", "its message", "<= 4"),
    ];
  } finally {
    await replica.kill();
    stub.close();
  }
}

async function ended(client: pg.Client, count: number): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ runs: number }>("SELECT count(*)::int AS runs FROM waybill.ends");
    if ((rows[0]?.runs ?? 0) >= count) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** On disk, without what the write-ahead log holds for a while. */
async function databaseBytes(client: pg.Client): Promise<number> {
  await client.query("CHECKPOINT");
  const { rows } = await client.query<{ size: string }>(
    "SELECT pg_database_size(current_database()) AS size",
  );
  return Number(rows[0]?.size);
}

async function connectionsOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ open: number }>(
    "SELECT count(*)::int AS open FROM pg_stat_activity WHERE application_name = 'waybill'",
  );
  return rows[0]?.open ?? 0;
}
