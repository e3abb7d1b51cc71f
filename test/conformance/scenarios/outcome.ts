import type { RunSummary, StepRecord } from "../../../runtime/engine/port.ts";
import { allRuns, type World } from "../../../runtime/scenario/index.ts";

/** All that became of a scenario, as whoever runs the estate sees it: times and attempts too, since both engines go by the scenario's clock. */
export interface Outcome {
  readonly runs: readonly (RunSummary & { readonly steps: readonly StepRecord[] })[];
  /** By system. */
  readonly received: Readonly<Record<string, readonly unknown[]>>;
  readonly events: readonly unknown[];
  readonly deadLetters: readonly unknown[];
  readonly approvals: readonly unknown[];
  readonly audit: readonly unknown[];
}

const all = 1_000;

/** Whose events the scenario names itself, at random. */
const outside = "urn:waybill:scenario";

export async function outcomeOf(world: World): Promise<Outcome> {
  const { engine, simulator } = world;
  const runs = (await allRuns(world)).toSorted(
    (one, other) => one.acceptedAt - other.acceptedAt || compare(one.run, other.run),
  );
  const outcome: Outcome = {
    runs: await Promise.all(runs.map(async (run) => ({ ...run, steps: await engine.history(run.run) }))),
    received: Object.fromEntries(simulator.systems.map((name) => [name, simulator.received(name)])),
    events: (await engine.events.read({ limit: all })).map(({ event }) =>
      event.source === outside ? { ...event, id: "" } : event,
    ),
    deadLetters: await engine.deadLetters({ limit: all }),
    approvals: await engine.approvals({ limit: all }),
    audit: await engine.audit({ limit: all }),
  };
  return plain(
    outcome,
    runs.map(({ run }) => run),
  );
}

/** As it would be told over HTTP, with runs named by when they were accepted: an engine gives them what names it likes. */
function plain(outcome: Outcome, runs: readonly string[]): Outcome {
  const text = runs.reduce(
    (told, run, index) => told.replaceAll(run, `run ${index + 1}`),
    JSON.stringify(outcome),
  );
  return JSON.parse(text) as Outcome;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : 1;
}
