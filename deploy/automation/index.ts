import type { Stack } from "@pulumi/pulumi/automation/index.js";
import type { Build } from "../build.ts";
import { type Deployed, deployedOf, replacedBuilds } from "../deployed.ts";
import { environmentProgram } from "../environment-program.ts";
import { planOf } from "../plan/index.ts";
import type { Change } from "./changes.ts";
import { adviceFor, DeployError, RolloutError } from "./failure.ts";
import { type Reason, reasonsOf } from "./reasons.ts";
import { advised, memoryOf, openStack, programmed } from "./stack.ts";
import { Watch } from "./watch.ts";

export interface DeployOptions {
  readonly environment: string;
  /** Of the kubeconfig. Default: its current one. */
  readonly context?: string;
  /** How long each resource may take until it is ready. Default: 300. */
  readonly timeoutSeconds?: number;
  /** Told what is done, a line at a time. */
  readonly progress?: (line: string) => void;
}

export interface Outcome {
  readonly stack: string;
  readonly changes: readonly Change[];
  /** Why images are other ones; empty on a first deployment. */
  readonly reasons: readonly Reason[];
  /** Nothing of this environment was there before. */
  readonly first: boolean;
}

interface Opened {
  readonly stack: Stack;
  readonly before: Deployed | undefined;
  readonly next: Deployed;
}

/** What `up` would do; both look at the cluster as it is, and not as it was left. */
export async function preview(build: Build, options: DeployOptions): Promise<Outcome> {
  const opened = await open(build, options);
  const watch = watchOf(opened, options);
  await told("The preview failed.", watch, () =>
    programmed(opened.stack, environmentProgram(opened.next, options)).preview({
      onEvent: watch.onEvent,
      refresh: true,
      color: "never",
    }),
  );
  return outcome(opened, watch);
}

/**
 * Makes the cluster as the plan says. Throws a `RolloutError` where something does not get ready: a distributed environment goes on on
 * what served before; an embedded one is put back to its last good deployment first.
 */
export async function up(build: Build, options: DeployOptions): Promise<Outcome> {
  const opened = await open(build, options);
  const watch = watchOf(opened, options);
  const run = programmed(opened.stack, environmentProgram(opened.next, options));
  const started = performance.now();
  try {
    await told("The rollout failed.", watch, () => rolledOut(run, watch));
  } catch (error) {
    if (!(error instanceof RolloutError)) throw error;
    throw await recovered(error, opened, options, started);
  }
  return outcome(opened, watch);
}

/**
 * Pulumi's provider asks whether a changed StatefulSet is ready before Kubernetes has seen the change, and takes the pod before it for
 * the one after. So it is asked again: what is not ready is waited for then.
 */
async function rolledOut(run: Stack, watch: Watch): Promise<void> {
  await run.up({ onEvent: watch.onEvent, refresh: true, color: "never" });
  if (!watch.changes.some(({ kind, op }) => kind === "StatefulSet" && op === "update")) return;
  await run.up({ onEvent: watch.onMessage, refresh: true, color: "never" });
}

/** What differs in the cluster from what was deployed last, whatever the build at hand is. */
export async function drift(
  build: Build,
  options: DeployOptions,
): Promise<Outcome & { readonly newBuild: boolean }> {
  const opened = await open(build, options);
  const { before, next } = opened;
  if (before === undefined)
    throw new DeployError(
      `nothing of ${nameOf(build, options)} is deployed yet. Begin with: waybill deploy up --environment ${options.environment}`,
    );
  const watch = watchOf(opened, options);
  await told("The search for drift failed.", watch, () =>
    programmed(opened.stack, environmentProgram(before, options)).preview({
      onEvent: watch.onEvent,
      refresh: true,
      color: "never",
    }),
  );
  return { ...outcome(opened, watch), reasons: [], newBuild: before.build !== next.build };
}

/** Removes everything that was deployed, the volume of an embedded environment with its namespace. */
export async function destroy(build: Build, options: DeployOptions): Promise<Outcome> {
  const name = nameOf(build, options);
  const stack = await openStack(build.manifest.estate, options.environment);
  const { before } = await memoryOf(stack);
  const watch = new Watch(before?.plan.resources ?? [], options.progress);
  await told(`${name} could not be removed.`, watch, () =>
    stack.destroy({ onEvent: watch.onEvent, color: "never", remove: true }),
  );
  return { stack: name, changes: watch.changes, reasons: [], first: before === undefined };
}

async function open(build: Build, { environment }: DeployOptions): Promise<Opened> {
  // Before anything is started: what is wrong with the spec is told without a cluster.
  const planned = planOf(build, environment);
  if ("problems" in planned) throw new DeployError(planned.problems.join("\n"));
  const stack = await openStack(build.manifest.estate, environment);
  const { before, serving } = await memoryOf(stack);
  const replaced = replacedBuilds(build, environment, before, Date.now(), serving);
  const plan = planOf(build, environment, { replaced });
  if ("problems" in plan) throw new DeployError(plan.problems.join("\n"));
  return { stack, before, next: deployedOf(build, plan, replaced) };
}

function watchOf({ before, next }: Opened, { progress }: DeployOptions): Watch {
  return new Watch([...next.plan.resources, ...(before?.plan.resources ?? [])], progress);
}

function outcome({ stack, before, next }: Opened, watch: Watch): Outcome {
  return {
    stack: stack.name,
    changes: watch.changes,
    reasons: reasonsOf(before, next),
    first: before === undefined,
  };
}

function nameOf({ manifest }: Build, { environment }: DeployOptions): string {
  return `${manifest.estate}.${environment}`;
}

/** A failed run of the engine with what it said: a `DeployError` where something is lacking here, else a `RolloutError`. */
async function told<T>(message: string, watch: Watch, work: () => Promise<T>): Promise<T> {
  try {
    return await advised(work);
  } catch (error) {
    if (error instanceof DeployError) throw error;
    const advice = watch.messages.map(adviceFor).find((text) => text !== undefined);
    if (advice !== undefined) throw new DeployError(advice);
    if (watch.messages.length === 0) throw error;
    throw new RolloutError(message, watch.messages);
  }
}

/** After a failed rollout: what serves now. */
async function recovered(
  error: RolloutError,
  { stack, before, next }: Opened,
  options: DeployOptions,
  started: number,
): Promise<RolloutError> {
  if (next.plan.engine === "distributed")
    return new RolloutError(
      before === undefined ? error.message : `${error.message} What served before goes on serving.`,
      error.messages,
    );
  // The same once more would fail once more.
  if (before !== undefined && JSON.stringify(before.plan) === JSON.stringify(next.plan)) return error;
  if (before === undefined)
    return new RolloutError(
      `${error.message} There is no deployment before this one to go back to.`,
      error.messages,
    );
  options.progress?.(`going back to build ${before.build}`);
  const watch = new Watch(before.plan.resources, options.progress);
  await told("The rollout failed, and so did going back to the last good deployment.", watch, () =>
    rolledOut(programmed(stack, environmentProgram(before, options)), watch),
  );
  const seconds = Math.ceil((performance.now() - started) / 1000);
  return new RolloutError(
    `${error.message} Build ${before.build}, the last good one, serves again. There was no service for up to ${seconds} s, from the start of the rollout until now; what had been accepted is in the store and goes on.`,
    error.messages,
  );
}
