/**
 * What a past costs: the same work and the same questions on a store with a million finished runs and a hundred thousand open dead
 * letters, and on one with a thousandth of them. Both are made by `engine/filled.ts`.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EmbeddedEngine, openStore } from "../runtime/engine/embedded/index.ts";
import type { Engine } from "../runtime/engine/port.ts";
import { bundle } from "./engine/bundle.ts";
import { compete, contestant, usual } from "./engine/contest.ts";
import { fillStore, pastId } from "./engine/filled.ts";
import { programOf, startServer } from "./engine/server.ts";
import { compared, type Result } from "./result.ts";

const large = { runs: 1_000_000, letters: 100_000 };
const small = { runs: 1_000, letters: 100 };
/** Starts of each. */
const starts = 15;
const against = "the same with a thousandth of it";

/** The folders of the two stores, as `WAYBILL_DATA`. */
interface Stores {
  readonly full: string;
  readonly bare: string;
}

export async function run(): Promise<readonly Result[]> {
  const folder = mkdtempSync(join(tmpdir(), "waybill-history-"));
  try {
    const stores = { full: join(folder, "full"), bare: join(folder, "bare") };
    for (const data of Object.values(stores)) mkdirSync(data);
    fillStore(storeIn(stores.full), large.runs, large.letters);
    fillStore(storeIn(stores.bare), small.runs, small.letters);
    return [
      await worked("durable accept", stores, false),
      await worked("whole route", stores, true),
      await started(stores, await bundle(programOf("service"), folder)),
      ...(await asked(stores)),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Where a service keeps it under `WAYBILL_DATA`. */
function storeIn(data: string): string {
  return join(data, "estate.db");
}

async function worked(what: string, { full, bare }: Stores, call: boolean): Promise<Result> {
  const sides = { full: contestant("service", full), bare: contestant("service", bare) };
  const scores = await compete(sides, { ...usual, call });
  const name = `${what} with a million runs behind it`;
  return compared(name, scores.full.rates, scores.bare.rates, "messages/s", against, ">= 0.9");
}

/** Of the service bundled, in turns, each time as a build that the store has not seen; killed, as the one before it. */
async function started({ full, bare }: Stores, program: string): Promise<Result> {
  let build = 0;
  const start = async (store: string): Promise<number> => {
    const server = await startServer("service", store, { BUILD: `build-${build++}` }, program);
    await server.kill();
    return server.startMs;
  };
  const times = { full: [] as number[], bare: [] as number[] };
  for (let round = 0; round < starts; round += 1) {
    times.full.push(await start(full));
    times.bare.push(await start(bare));
  }
  return compared("start with a million runs behind it", times.full, times.bare, "ms", against, "<= 1.1");
}

const questions: Readonly<Record<string, (engine: Engine, seq: number) => Promise<unknown>>> = {
  "trace of a business key": async (engine, seq) => {
    const [found] = await engine.find(pastId(seq), 10);
    if (found === undefined) throw new Error("a run of the past was not found");
    return engine.history(found.run);
  },
  "list of 50 runs": (engine) => engine.runs({ state: "done", limit: 50 }),
  "list of 50 open dead letters": (engine) => engine.deadLetters({ state: "open", limit: 50 }),
  "count of open dead letters": (engine) => engine.openDeadLetters(),
};

async function asked({ full, bare }: Stores): Promise<readonly Result[]> {
  const engines = await Promise.all(
    [full, bare].map(async (data) => new EmbeddedEngine({ store: await openStore({ file: storeIn(data) }) })),
  );
  const results: Result[] = [];
  for (const [name, ask] of Object.entries(questions)) {
    const times: [number[], number[]] = [[], []];
    for (let round = 0; round < 200; round += 1) {
      for (const [index, engine] of engines.entries()) {
        const { runs } = index === 0 ? large : small;
        const begun = performance.now();
        await ask(engine, 1 + ((round * 7_919) % runs));
        if (round >= 20) times[index]?.push(performance.now() - begun);
      }
    }
    results.push(compared(`${name}, a million runs`, ...times, "ms", against, "<= 1.5"));
  }
  await Promise.all(engines.map((engine) => engine.close({ drainMs: 0 })));
  return results;
}
