import { Failure } from "../../contract/failure.ts";
import type { Json } from "../../contract/json.ts";
import type { Program } from "../port.ts";
import type { Store } from "../store/port.ts";
import { whyNotMovable } from "./builds.ts";
import { type Ending, endCancelled, endInDeadLetter, endPaused, endWell } from "./ending.ts";
import type { JsonCodec } from "./json-codec.ts";
import type { LiveRun } from "./live-run.ts";
import { Context } from "./program/context.ts";
import { type Entry, readEntry } from "./program/entry.ts";
import { Execution } from "./program/execution.ts";
import { asFailure } from "./program/failures.ts";
import { Journal } from "./program/journal.ts";
import type { Surroundings } from "./program/surroundings.ts";
import { Reading } from "./reading.ts";

interface Kept {
  readonly entries: readonly Entry[];
  readonly input: Json;
  /** What can not be read any more. */
  readonly damage: string | undefined;
}

/**
 * Brings a run's program to memory and sees it to an end. Not: when, which is the scheduler's.
 *
 * 1. What the store kept of the run is used, or the run stops for a person: nothing is guessed.
 * 2. A build whose steps do not continue what was done never touches the run by itself.
 * 3. No promise of this class rejects. Undefined: the run is left as the store has it, to another execution or process.
 */
export class Runner {
  readonly #store: Store;
  readonly #json: JsonCodec;
  readonly #pause: () => Promise<void>;
  readonly #reading = new Reading();

  /** `pause` waits before a write is tried again that the disk refused. */
  constructor(store: Store, json: JsonCodec, pause: () => Promise<void>) {
    this.#store = store;
    this.#json = json;
    this.#pause = pause;
  }

  async run(
    run: LiveRun,
    program: Program,
    build: string,
    around: Surroundings,
  ): Promise<Ending | undefined> {
    // The store can not be read: as good as closed, the next process goes on.
    const kept = atHand(run) ?? (await this.#kept(run).catch(() => undefined));
    if (kept === undefined) return undefined;
    run.fresh = false;
    run.input = undefined;
    const journal = new Journal(run.seq, this.#store, this.#json, this.#pause, kept.entries);
    const execution = new Execution(run, program, build, journal, around);
    run.execution = execution;
    try {
      return await this.#work(execution, kept);
    } catch (error) {
      return await this.#failed(execution, error);
    }
  }

  /** Does what was asked of a run that is still. Undefined: not now. */
  async heed(execution: Execution): Promise<Ending | undefined> {
    const { asked } = execution.run;
    if (asked?.pause !== undefined) {
      if (execution.leaving) return undefined;
      execution.leaving = true;
      execution.freeze();
      const { by, reason } = asked.pause;
      return endPaused(execution, "person", `${by}: ${reason}`).catch((error: unknown) =>
        this.#failed(execution, error),
      );
    }
    if (asked?.cancel === undefined || execution.frozen || execution.unsettled) return undefined;
    execution.freeze();
    return endCancelled(execution).catch((error: unknown) => this.#failed(execution, error));
  }

  async #work(execution: Execution, { entries, input, damage }: Kept): Promise<Ending> {
    const { run, program, build, journal } = execution;
    if (damage !== undefined) throw new Failure("invalid", damage);
    if (run.asked?.pause !== undefined)
      return endPaused(execution, "person", `${run.asked.pause.by}: ${run.asked.pause.reason}`);
    if (run.build !== build) {
      const why = await this.#whyNot(execution, entries);
      if (why !== undefined) return endPaused(execution, "build", why);
      journal.lazily(["build", run.seq, build]);
      run.build = build;
    }
    try {
      const ended = await program.run(new Context(execution), input);
      if (run.asked?.cancel === undefined) return await endWell(execution, ended);
    } catch (error) {
      // What may have had its effect is for a person; what surely had none need not keep the run from being undone.
      if (run.asked?.cancel === undefined || asFailure(error).class === "unknown") throw error;
    }
    return endCancelled(execution);
  }

  async #failed(execution: Execution, error: unknown): Promise<Ending | undefined> {
    if (execution.abandoned) return undefined;
    // Once more if the store refuses what was recorded before; a letter it refuses by itself leaves the run to the next process.
    const end = (why: unknown): Promise<Ending> => endInDeadLetter(execution, why);
    return end(error)
      .catch(end)
      .catch(() => undefined);
  }

  async #whyNot(execution: Execution, entries: readonly Entry[]): Promise<string | undefined> {
    const { run, build, program } = execution;
    const [from, to] = [run.build, build];
    const before = await this.#store.read("graph", from, run.route);
    return whyNotMovable(entries, { from, to, before, after: program.graph });
  }

  /** As the store has it. */
  async #kept(run: LiveRun): Promise<Kept | undefined> {
    const [steps, text] = await this.#reading.one(
      () =>
        Promise.all([
          run.fresh ? [] : this.#store.read("steps", run.seq),
          this.#store.read("input", run.seq),
        ]),
      ([, input]) => input?.length ?? 0,
    );
    const entries = steps.map(readEntry);
    const broken = entries.find(({ damaged }) => damaged);
    const damage =
      broken && `What the store recorded at place ${broken.position} of this run can not be read any more.`;
    if (text === undefined) return undefined;
    try {
      // It was accepted as JSON.
      return { entries, input: this.#json.parse(text) as Json, damage };
    } catch {
      return { entries, input: null, damage: "The message that the store kept can not be read any more." };
    }
  }
}

/** Of a run that never began the store has no more than its input. */
function atHand({ input }: LiveRun): Kept | undefined {
  return input && { entries: [], input: input.value, damage: undefined };
}
