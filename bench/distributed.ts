/**
 * A route (accept, map, call, record) on 1, 2 and 4 replicas of the engine on Restate, against the embedded engine and against Restate's
 * own handler. The sender, the system called, all servers and all replicas share the machine: what more replicas give is told by it only
 * as far as it has processors for them.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { Server } from "../trial/postgres/server.ts";
import { Restate } from "../trial/restate/server.ts";
import { fleet } from "./distributed/fleet.ts";
import { type Contestant, compete, contestant, type Score } from "./engine/contest.ts";
import { type Bar, compared, quantile, type Result, result } from "./result.ts";

const course = {
  rounds: 7,
  /** Half a second of the slowest side a turn. */
  lot: 250,
  warming: 1_000,
  call: true,
  calm: { share: 0.1, turns: 3, turnMs: 4_000 },
} as const;

const handler = "Restate's own handler with two steps";
const embedder = "the embedded engine";

export async function run(): Promise<readonly Result[]> {
  const [restate, postgres] = await Promise.all([Restate.start(), Server.start()]);
  const folder = await mkdtemp(join(tmpdir(), "waybill-distributed-"));
  try {
    const { ingress, admin } = restate;
    const side = async (name: string, program: string, path: string, processes = 1): Promise<Contestant> => {
      await makeDatabase(postgres, name);
      const around = { database: postgres.settings(name), ingress, admin, prefix: `${name}-` };
      return fleet({ program, path, around, processes, servers: [restate.pid, postgres.pid] });
    };
    const scores = await compete(
      {
        embedded: contestant("engine", join(folder, "embedded.db")),
        one: await side("one", "replica.ts", "/"),
        two: await side("two", "replica.ts", "/", 2),
        four: await side("four", "replica.ts", "/", 4),
        plain: await side("bare", "plain.ts", "/bare-plain/take/send"),
      },
      course,
    );
    return lines(scores);
  } finally {
    await Promise.all([restate.stop(), postgres.stop()]);
    await rm(folder, { recursive: true });
  }
}

type Scores = Readonly<Record<"embedded" | "one" | "two" | "four" | "plain", Score>>;

function lines({ embedded, one, two, four, plain }: Scores): readonly Result[] {
  const fleets = [
    ["one replica", one],
    ["two replicas", two],
    ["four replicas", four],
  ] as const;
  return [
    ...fleets.flatMap(([name, score]) => [
      rates(`whole route, ${name} on Restate`, score, plain, handler, ">= 1"),
      rates(`${name} on Restate and the embedded engine`, score, embedded, embedder, ">= 0.1"),
      compared(
        `${name} on Restate, processor time of its replicas`,
        score.perProcessorSecond,
        plain.perProcessorSecond,
        "messages/s of it",
        handler,
        ">= 1",
      ),
      compared(
        `${name} on Restate, processor time of replicas, Restate and PostgreSQL`,
        score.perSecondOfAll,
        plain.perSecondOfAll,
        "messages/s of it",
        handler,
        ">= 1",
      ),
    ]),
    ...([0.5, 0.99] as const).flatMap((part) => [
      answers(part, "one replica on Restate", one, plain, handler, "<= 2"),
      answers(part, "the embedded engine", embedded, plain, handler, "<= 1"),
    ]),
  ];
}

function rates(name: string, ours: Score, theirs: Score, against: string, bar: Bar): Result {
  return compared(name, ours.rates, theirs.rates, "messages/s", against, bar);
}

function answers(part: number, name: string, ours: Score, theirs: Score, against: string, bar: Bar): Result {
  const [own, other] = [quantile(ours.answerMs, part), quantile(theirs.answerMs, part)];
  const at = `accept at a tenth of capacity, p${part * 100}`;
  return result(`${at}, ${name}`, own, other, "ms", `${against} at a tenth of its own`, bar);
}

async function makeDatabase(postgres: Server, name: string): Promise<void> {
  const client = new pg.Client(postgres.settings("postgres"));
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
}
