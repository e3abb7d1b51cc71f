import type { Json } from "../contract/json.ts";
import { describe, differences } from "./match.ts";
import { compensated, waiting } from "./run-states.ts";
import type { Then } from "./scenario.ts";
import type { Happened } from "./when.ts";
import { allRuns, type World } from "./world.ts";

/** Why an expectation does not hold; undefined where it does. */
export async function unmet(world: World, then: Then, happened: Happened): Promise<string | undefined> {
  if (then.called !== undefined) return called(world, then, then.called);
  if (then.published !== undefined) return published(world, then, then.published);
  if (then.run !== undefined) return runs(world, then, then.run);
  if (then.waiting !== undefined) return waiting(world, then.waiting, then.step);
  if (then.compensated !== undefined) return compensated(world, then.compensated, then.steps);
  if (then.deadLetter !== undefined) return deadLetters(world, then, then.deadLetter);
  if (then.answered !== undefined)
    return happened.status === then.answered
      ? undefined
      : `answered ${then.answered}: it was ${happened.status === undefined ? "not answered yet" : `answered ${happened.status}`}`;
  return mapped(then, happened);
}

function called(world: World, then: Then, target: string): string | undefined {
  const at = target.lastIndexOf(".");
  const calls = world.simulator
    .received(target.slice(0, at))
    .filter(({ operation }) => operation === target.slice(at + 1));
  return counted(
    `called ${target}`,
    calls.map(({ body }) => body),
    then.body,
    then.times,
  );
}

async function published(world: World, then: Then, type: string): Promise<string | undefined> {
  const events = await world.engine.events.read({ type, limit: 10_000 });
  return counted(
    `published ${type}`,
    events.map(({ event }) => event.data),
    then.data,
    then.once ? 1 : then.times,
  );
}

/** Those that match what is said of them: as many as is said, or one at least. */
function counted(
  what: string,
  found: readonly Json[],
  expected: Json | undefined,
  times: number | undefined,
): string | undefined {
  const matching =
    expected === undefined
      ? found
      : found.filter((each) => differences(expected, each, "partial").length === 0);
  if (times === undefined ? matching.length > 0 : matching.length === times) return undefined;
  const wanted = times === undefined ? "at least once" : times === 1 ? "once" : `${times} times`;
  const nearest =
    expected !== undefined && found.length > 0
      ? `\n${describe(differences(expected, found.at(-1), "partial"))}`
      : "";
  return `${what} ${wanted}: it was ${matching.length === 0 ? "not" : `${matching.length} times`}${found.length > matching.length ? `, ${found.length} times with other content` : ""}${nearest}`;
}

async function runs(world: World, then: Then, route: string): Promise<string | undefined> {
  const found = (await allRuns(world)).filter((run) => run.route === route);
  if (found.length === 0) return `run ${route}: there is none`;
  for (const run of found) {
    if (then.state !== undefined && run.state !== then.state)
      return `run ${route} is ${then.state}: it is ${run.state}${run.error ? ` (${run.error.class}: ${run.error.message})` : ""}`;
    if (then.outcome !== undefined && run.outcome !== then.outcome)
      return `run ${route} ends ${then.outcome}: it ended ${run.outcome ?? "not"}`;
  }
  return undefined;
}

async function deadLetters(world: World, then: Then, route: string): Promise<string | undefined> {
  const letters = await world.engine.deadLetters({ state: "open", route, limit: 1_000 });
  const matching = letters.filter((letter) => then.class === undefined || letter.class === then.class);
  if (then.times === undefined ? matching.length > 0 : matching.length === then.times) return undefined;
  return `dead letter of ${route}${then.class ? ` of class ${then.class}` : ""}: there ${letters.length === 0 ? "is none" : `are ${letters.map((letter) => `${letter.class} (${letter.error})`).join(", ")}`}`;
}

function mapped(then: Then, { result }: Happened): string | undefined {
  if (!result) return "no mapping was tried";
  if (then.fails !== undefined)
    return "failed" in result && result.failed.includes(then.fails)
      ? undefined
      : `fails with "${then.fails}": ${"failed" in result ? `it failed with "${result.failed}"` : "it did not fail"}`;
  if ("failed" in result) return `the mapping failed: ${result.failed}`;
  const found = differences(then.result, result.value, "exact");
  return found.length === 0 ? undefined : `result\n${describe(found)}`;
}
