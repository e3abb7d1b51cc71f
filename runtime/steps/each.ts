import type { Given, RouteRun, Step } from "../contract/route-run.ts";
import { valueOf } from "./given.ts";
import { inOrder } from "./in-order.ts";
import type { StepKit } from "./kit.ts";

/** A body for every item, at most `concurrency` at a time, results in the order of the items. */
export function each(kit: StepKit, within: (prefix: string) => RouteRun) {
  return async <T, R>(
    step: Step,
    items: Given<readonly T[]>,
    concurrency: number,
    body: (run: RouteRun, item: T, index: number) => Promise<R>,
  ): Promise<R[]> =>
    inOrder(kit, step, concurrency, valueOf(kit, step, items), (item, index) =>
      body(within(`${step.name}[${index}].`), item, index),
    );
}
