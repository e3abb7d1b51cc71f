import type { RouteRun, Step } from "../contract/route.ts";
import { inOrder } from "./in-order.ts";
import type { StepKit } from "./kit.ts";

/** All branches at once. */
export function parallel(kit: StepKit, within: (prefix: string) => RouteRun): RouteRun["parallel"] {
  return <const Branches extends readonly ((run: RouteRun) => Promise<unknown>)[]>(
    step: Step,
    branches: Branches,
  ) =>
    inOrder(kit, step, branches.length, branches, (branch, index) =>
      branch(within(`${step.name}[${index}].`)),
    ) as Promise<{ -readonly [Index in keyof Branches]: Awaited<ReturnType<Branches[Index]>> }>; // one result a branch, in their order
}
