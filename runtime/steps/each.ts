import type { RouteRun, Step } from "../contract/route.ts";
import { inOrder } from "./in-order.ts";
import type { StepKit } from "./kit.ts";

/** A body for every item, at most `concurrency` at a time, results in the order of the items. */
export function each(kit: StepKit, within: (prefix: string) => RouteRun) {
  return <T, R>(
    step: Step,
    items: readonly T[],
    concurrency: number,
    body: (run: RouteRun, item: T, index: number) => Promise<R>,
  ): Promise<R[]> =>
    inOrder(kit, step, concurrency, items, (item, index) =>
      body(within(`${step.name}[${index}].`), item, index),
    );
}
