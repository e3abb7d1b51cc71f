import type { StepRecord } from "../engine/port.ts";
import { allRuns, type World } from "./world.ts";

/** Why no run of the route waits (at the step); undefined where one does. */
export async function waiting(
  world: World,
  route: string,
  step: string | undefined,
): Promise<string | undefined> {
  const histories = await historiesOf(world, route);
  const waits = histories.flat().filter(({ outcome }) => outcome === "waiting");
  if (waits.some(({ name }) => step === undefined || plainName(name) === step)) return undefined;
  const what = `run ${route} waits${step === undefined ? "" : ` at ${step}`}`;
  if (histories.length === 0) return `${what}: there is none`;
  return `${what}: it waits ${waits.length === 0 ? "for nothing" : `at ${waits.map(({ name }) => name).join(", ")}`}`;
}

/** Why the runs of the route have not undone these calls, in this order; undefined where they have. Without `steps`: any. */
export async function compensated(
  world: World,
  route: string,
  steps: readonly string[] | undefined,
): Promise<string | undefined> {
  const undone = (await historiesOf(world, route)).flatMap((history) =>
    history.flatMap(({ name, kind, outcome }) =>
      kind === "call" && outcome === "ok" && name.startsWith(undoing) ? [name.slice(undoing.length)] : [],
    ),
  );
  const found = undone.length === 0 ? "nothing" : undone.join(", ");
  if (steps === undefined) return undone.length > 0 ? undefined : `${route} compensated: nothing was undone`;
  const same =
    undone.length === steps.length &&
    undone.every((name, index) => name === steps[index] || plainName(name) === steps[index]);
  return same ? undefined : `${route} compensated ${steps.join(", ") || "nothing"}: ${found} was undone`;
}

const undoing = "compensate:";

/** Histories of the route's runs, whatever became of them. */
async function historiesOf(world: World, route: string): Promise<(readonly StepRecord[])[]> {
  const runs = (await allRuns(world)).filter((run) => run.route === route);
  return Promise.all(runs.map(({ run }) => world.engine.history(run)));
}

/** `allocations[3].allocation` is `allocation`. */
function plainName(name: string): string {
  return name.split(/[./]/).at(-1) ?? name;
}
