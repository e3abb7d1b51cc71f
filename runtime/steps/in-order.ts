import { Failure } from "../contract/failure.ts";
import type { Step } from "../contract/route-run.ts";
import type { StepKit } from "./kit.ts";

/**
 * Works on a list, at most `concurrency` at a time, results in its order. What `each` and `parallel` are made of.
 *
 * 1. After a failure nothing begins; what had begun goes on to its end and is recorded, so that nothing runs on behind a failed step.
 * 2. The failure that is thrown is that of the first in the list, not the first in time.
 * 3. A replay begins what had begun before, and nothing else, before all that is recorded has been replayed: whether a failure
 *    stopped the rest does not depend on which of two recorded outcomes is read first.
 */
export async function inOrder<T, R>(
  kit: StepKit,
  step: Step,
  concurrency: number,
  items: readonly T[],
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = Array.from({ length: items.length });
  const failures = new Map<number, unknown>();
  const begins = async (index: number): Promise<boolean> => {
    if (index >= concurrency && concurrency > 1 && failures.size === 0) await kit.context.caughtUp();
    return failures.size === 0 || kit.context.known(`${kit.prefix}${step.name}[${index}]`);
  };
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) {
      if (!(await begins(index))) continue;
      try {
        results[index] = await work(item, index);
      } catch (error) {
        failures.set(index, error);
      }
    }
  };
  const workers = Math.min(Math.max(concurrency, 1), items.length);
  await Promise.all(Array.from({ length: workers }, worker));
  if (failures.size > 0) throw firstOf(failures, kit);
  return results;
}

function firstOf(failures: ReadonlyMap<number, unknown>, kit: StepKit): unknown {
  const index = Math.min(...failures.keys());
  const failure = failures.get(index);
  if (failure instanceof Failure) kit.places.set(failure, index);
  return failure;
}
