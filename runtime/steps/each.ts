import type { RouteRun, Step } from "../contract/route.ts";

/**
 * A body for every item, at most `concurrency` at a time, results in the order of the items. After the first failure no body begins;
 * it is thrown once those that had begun have ended, so that nothing of a failed step runs on behind it.
 */
export function each(within: (prefix: string) => RouteRun) {
  return async <T, R>(
    step: Step,
    items: readonly T[],
    concurrency: number,
    body: (run: RouteRun, item: T, index: number) => Promise<R>,
  ): Promise<R[]> => {
    const results: R[] = Array.from({ length: items.length });
    const failures: unknown[] = [];
    const queue = items.entries();
    const work = async () => {
      for (const [index, item] of queue) {
        try {
          results[index] = await body(within(`${step.name}[${index}].`), item, index);
        } catch (error) {
          failures.push(error);
        }
        if (failures.length > 0) return;
      }
    };
    await Promise.all(Array.from({ length: Math.min(Math.max(concurrency, 1), items.length) }, work));
    if (failures.length > 0) throw failures[0];
    return results;
  };
}
