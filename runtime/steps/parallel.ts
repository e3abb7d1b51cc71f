import type { RouteRun, Step } from "../contract/route-run.ts";
import { inOrder } from "./in-order.ts";
import type { StepKit } from "./kit.ts";

/** All branches at once, unless the step says how many. */
export function parallel(kit: StepKit, within: (prefix: string) => RouteRun): RouteRun["parallel"] {
  return <const Branches extends readonly ((run: RouteRun) => Promise<unknown>)[]>(
    step: Step,
    branches: Branches,
    concurrency = branches.length,
  ) =>
    inOrder(kit, step, concurrency, branches, (branch, index) =>
      branch(within(`${step.name}[${index}].`)),
    ) as Promise<{ -readonly [Index in keyof Branches]: Awaited<ReturnType<Branches[Index]>> }>; // one result a branch, in their order
}
