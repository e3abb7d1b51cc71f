/**
 * What a past costs: the same work and the same questions on a store with a million finished runs and a hundred thousand open dead
 * letters, and on one with a thousandth of them. Both are made by `engine/filled.ts`.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EmbeddedEngine, openStore } from "../runtime/engine/embedded/index.ts";
import type { Engine } from "../runtime/engine/port.ts";
import { measure } from "./engine/contest.ts";
import { fillStore, pastId } from "./engine/filled.ts";
import { median, type Result, result } from "./result.ts";

const large = { runs: 1_000_000, letters: 100_000 };
const small = { runs: 1_000, letters: 100 };
const rounds = 3;
const against = "the same with a thousandth of it";

export async function run(): Promise<readonly Result[]> {
  const folder = mkdtempSync(join(tmpdir(), "waybill-history-"));
  try {
    const [full, bare] = [join(folder, "full"), join(folder, "bare")];
    for (const data of [full, bare]) mkdirSync(data);
    fillStore(storeIn(full), large.runs, large.letters);
    fillStore(storeIn(bare), small.runs, small.letters);
    return [...(await worked(full, bare)), ...(await asked(full, bare))];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Where a service keeps it under `WAYBILL_DATA`. */
function storeIn(data: string): string {
  return join(data, "estate.db");
}

/** The service, in turns on the one store and the other; what a round adds to both is the same. */
async function worked(full: string, bare: string): Promise<readonly Result[]> {
  const seen = { accept: [[], []], route: [[], []], start: [[], []] } as Record<string, [number[], number[]]>;
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, store] of [full, bare].entries()) {
      for (const call of [false, true]) {
        const { rate, startMs } = await measure("service", call, store, `${call}-${round}`);
        seen[call ? "route" : "accept"]?.[index]?.push(rate);
        seen["start"]?.[index]?.push(startMs);
      }
    }
  }
  const of = (name: string): [number, number] => {
    const [ours = [], theirs = []] = seen[name] ?? [];
    return [median(ours), median(theirs)];
  };
  return [
    result("durable accept with a million runs behind it", ...of("accept"), "messages/s", against, ">= 0.9"),
    result("whole route with a million runs behind it", ...of("route"), "messages/s", against, ">= 0.9"),
    result("start with a million runs behind it", ...of("start"), "ms", against, "<= 1.1"),
  ];
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

async function asked(full: string, bare: string): Promise<readonly Result[]> {
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
    results.push(
      result(`${name}, a million runs`, median(times[0]), median(times[1]), "ms", against, "<= 1.5"),
    );
  }
  await Promise.all(engines.map((engine) => engine.close({ drainMs: 0 })));
  return results;
}
