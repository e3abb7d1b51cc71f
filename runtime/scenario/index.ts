import type { Build } from "./build.ts";
import { prepare } from "./given.ts";
import type { Ground } from "./ground.ts";
import type { Scenario, Verdict } from "./scenario.ts";
import { unmet } from "./then.ts";
import { type Happened, happen } from "./when.ts";
import { allRuns, createWorld, type World } from "./world.ts";

export { type Build, loadBuild } from "./build.ts";
export type { Ground } from "./ground.ts";
export type { Scenario, Verdict } from "./scenario.ts";
export { allRuns, type World } from "./world.ts";

/** Where a scenario does not say: the time that its world begins at, so that every run is the same. */
const start = "2026-01-01T09:00:00Z";

export interface ScenarioOptions {
  /** What makes its engine. Default: the embedded one. */
  readonly ground?: Ground | undefined;
  /** Looks at all that became of it before it is gone. */
  readonly look?: (world: World) => Promise<void>;
}

/** Runs one scenario in a world of its own. */
export async function runScenario(
  build: Build,
  scenario: Scenario,
  { ground, look }: ScenarioOptions = {},
): Promise<Verdict> {
  const began = performance.now();
  const time = scenario.given.find((given) => given.time !== undefined)?.time ?? start;
  const world = await createWorld(build.estate, build.simulation, Date.parse(time), ground);
  const failures: string[] = [];
  const happened: Happened = { missed: failures };
  try {
    prepare(world, scenario.given);
    for (const when of scenario.when) await happen(world, build, when, happened);
    for (const then of scenario.then) {
      const failure = await unmet(world, then, happened);
      if (failure !== undefined) failures.push(failure);
    }
    const reached = await stepsOf(world);
    await look?.(world);
    return {
      name: scenario.name,
      at: scenario.at,
      ok: failures.length === 0,
      failures,
      ms: performance.now() - began,
      reached,
    };
  } finally {
    await world.close();
  }
}

async function stepsOf(world: World): Promise<string[]> {
  const steps: string[] = [];
  for (const { run, route } of await allRuns(world)) {
    for (const step of await world.engine.history(run))
      steps.push(`${route}.${step.name.replaceAll(/\[\d+\]/g, "[]")}`);
  }
  return steps;
}
