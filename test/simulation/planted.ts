import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";

/** A mistake that somebody could make in the engine's source, to show that the simulation finds it. */
export interface Planted {
  readonly name: string;
  /** Under `runtime/engine/`. */
  readonly file: string;
  readonly find: string;
  readonly instead: string;
}

export const planted: readonly Planted[] = [
  {
    name: "a lost wake-up: the next run of a lane is forgotten where all places are taken",
    file: "embedded/scheduler.ts",
    find: "if (next !== undefined) this.#push(next);",
    instead: "if (next !== undefined && this.#activity.moving < this.#options.active) this.#push(next);",
  },
  {
    name: "a double commit: an effect begins before its begin is on the disk, so that after a crash it happens twice",
    file: "run/program/step.ts",
    find: 'await execution.commitBefore(turn);\n  crashPoint("step-begun");',
    instead: "void journal.commit();",
  },
  {
    name: "a lane overtaken: the last in the queue goes first",
    file: "embedded/lanes.ts",
    find: "else lane.queue.push(run);",
    instead: "else lane.queue.unshift(run);",
  },
];

/** To be called before the engine is loaded. */
export function plant({ file, find, instead }: Planted): void {
  const url = new URL(`../../runtime/engine/${file}`, import.meta.url);
  const source = readFileSync(url, "utf8");
  if (source.split(find).length !== 2) throw new Error(`${file} no longer has this once:\n${find}`);
  const mistaken = source.replace(find, () => instead);
  registerHooks({
    load: (loaded, context, next) =>
      loaded === url.href
        ? { format: "module-typescript", source: mistaken, shortCircuit: true }
        : next(loaded, context),
  });
}
