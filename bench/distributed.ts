/** A route (accept, map, call, record) on one replica of the engine on Restate, against the embedded engine and against Restate's own handler. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePorts } from "../trial/leashed.ts";
import { Server } from "../trial/postgres/server.ts";
import { Restate } from "../trial/restate/server.ts";
import type { Around } from "./distributed/around.ts";
import { type Contestant, compete, contestant } from "./engine/contest.ts";
import { startProcess } from "./engine/server.ts";
import { compared, type Result } from "./result.ts";

/** A second or two of the slowest side a turn. */
const course = { rounds: 5, lot: 500, warming: 1_500, call: true } as const;

export async function run(): Promise<readonly Result[]> {
  const [restate, postgres] = await Promise.all([Restate.start(), Server.start()]);
  const folder = await mkdtemp(join(tmpdir(), "waybill-distributed-"));
  try {
    const [own = 0, other = 0] = await freePorts(2);
    const { ingress, admin } = restate;
    const side =
      (program: string, path: string, port: number): Contestant =>
      (variables) => {
        const around: Around = { database: postgres.settings("postgres"), ingress, admin, port };
        const file = fileURLToPath(new URL(`distributed/${program}`, import.meta.url));
        return startProcess([process.execPath, file], path, { ...variables, AROUND: JSON.stringify(around) });
      };
    const { embedded, replica, plain } = await compete(
      {
        embedded: contestant("engine", join(folder, "embedded.db")),
        replica: side("replica.ts", "/", own),
        plain: side("plain.ts", "/plain/take/send", other),
      },
      course,
    );
    const rates = (against: typeof plain, name: string, bar: ">= 1" | ">= 0.1") =>
      compared("whole route, one replica on Restate", replica.rates, against.rates, "messages/s", name, bar);
    return [
      rates(plain, "Restate's own handler with two steps", ">= 1"),
      {
        ...rates(embedded, "the embedded engine", ">= 0.1"),
        name: "one replica on Restate and the embedded engine",
      },
    ];
  } finally {
    await Promise.all([restate.stop(), postgres.stop()]);
    await rm(folder, { recursive: true });
  }
}
