import type { GraphStep, Program } from "../port.ts";
import type { Store, Write } from "../store/port.ts";
import type { Entry } from "./program/entry.ts";

export interface Move {
  readonly from: string;
  readonly to: string;
  /** JSON of the steps that the run's build had; undefined where nobody kept them. */
  readonly before: string | undefined;
  readonly after: readonly GraphStep[] | undefined;
}

/**
 * Why a run can not go on in another build by itself, for the person who is to decide; undefined: it can.
 *
 * It can where the old build's steps up to the last one done are the first of the new build's, in name, kind, type of output and in
 * what decides about them. Steps skipped on the way count: a condition is asked again when the run is replayed, and the answer must
 * be the same. What failed for good without an effect is not done: the new build may do better.
 */
export function whyNotMovable(entries: readonly Entry[], move: Move): string | undefined {
  const done = new Set(entries.filter(isDone).map(({ head }) => inGraph(head.name)));
  if (done.size === 0) return undefined;
  const said = `Build ${move.from} began this run, and build ${move.to}`;
  if (move.before === undefined || move.after === undefined)
    return `${said} is another; which steps they have in common is not known.`;
  // As the engine wrote it when that build was served.
  const before = JSON.parse(move.before) as readonly GraphStep[];
  const why = whyDifferent(before, move.after, done);
  return why && `${said} ${why}`;
}

/** What the new build has otherwise, up to the last step done. */
function whyDifferent(
  before: readonly GraphStep[],
  after: readonly GraphStep[],
  done: ReadonlySet<string>,
): string | undefined {
  const own = new Set([...done].map((name) => name.replace(/\/.*$/, "")));
  const last = before.findLastIndex(({ name }) => own.has(name));
  for (const [index, step] of before.slice(0, last + 1).entries()) {
    const now = after[index];
    if (now === undefined) return `has no step ${step.name} any more.`;
    if (now.name !== step.name || now.kind !== step.kind)
      return `has ${now.name} (${now.kind}) where ${step.name} (${step.kind}) was.`;
    if (now.output !== step.output) return `makes something else in step ${step.name}.`;
    if (now.decided !== step.decided)
      return `decides otherwise about step ${step.name}: by another condition or list, or in another place.`;
    const why = whyProvidedOtherwise(step, now, done);
    if (why !== undefined) return why;
  }
  return undefined;
}

/** The same of the route that did a part of a step. Other providers may come, go and change. */
function whyProvidedOtherwise(
  step: GraphStep,
  now: GraphStep,
  done: ReadonlySet<string>,
): string | undefined {
  const start = `${step.name}/`;
  const within = new Set(
    [...done].filter((name) => name.startsWith(start)).map((name) => name.slice(start.length)),
  );
  if (within.size === 0) return undefined;
  const providers = Object.entries(step.provided ?? {}).filter(([, steps]) =>
    steps.some(({ name }) => within.has(name) || [...within].some((one) => one.startsWith(`${name}/`))),
  );
  if (providers.length === 0)
    return `is another; which steps they have in common within ${step.name} is not known.`;
  for (const [provider, steps] of providers) {
    const then = now.provided?.[provider];
    if (then === undefined) return `has no route of ${provider} any more that provides ${step.name}.`;
    const why = whyDifferent(steps, then, within);
    if (why !== undefined) return `(${provider}, within ${step.name}) ${why}`;
  }
  return undefined;
}

/** Its effect happened, or may have, or the run has gone on after it. */
function isDone({ head }: Entry): boolean {
  if (head.outcome === "ok" || head.unknown === true || head.handled === true) return true;
  const last = head.attempts.at(-1);
  return head.outcome === "running" && last !== undefined && last.durationMs === undefined;
}

/**
 * `allocations[3].allocation` is `allocations.allocation`, `posting.provider` is `posting`, and what undoes a step
 * (`compensate:posting`, `compensate:posting/…`) is that step.
 */
function inGraph(name: string): string {
  const plain = name.replaceAll(/\[\d+\]/g, "").replace(/\.provider$/, "");
  return plain.replace(/compensate:([^/]*).*$/, "$1");
}

/**
 * The store remembers what steps this build has, for the builds after it. `alone`: no other process serves runs of this store, so that
 * steps of builds that no run needs are forgotten. What it refuses now costs nothing but a person's look at runs that the next build finds.
 */
export async function keepGraphs(
  store: Store,
  build: string,
  programs: readonly Program[],
  alone: boolean,
): Promise<void> {
  const known = await Promise.all(programs.map(({ route }) => store.read("graph", build, route)));
  const graphs = programs.flatMap(({ route, graph }, index): Write[] => {
    const text = JSON.stringify(graph);
    return graph === undefined || known[index] === text ? [] : [["graph", build, route, text]];
  });
  const forgotten: Write[] = alone ? [["forgetGraphs", build]] : [];
  if (graphs.length > 0) await store.write([...graphs, ...forgotten]).catch(() => undefined);
}
