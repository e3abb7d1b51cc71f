import type { Failure } from "../../../contract/failure.ts";
import type { Json } from "../../../contract/json.ts";
import { crashPoint } from "../../crash-point.ts";
import type {
  Approved,
  ApproveOptions,
  Attempt,
  OutgoingEvent,
  RunContext,
  StepInfo,
  StepOptions,
  Waited,
  WaitOptions,
} from "../../port.ts";
import { waitForApproval } from "../waits/approval.ts";
import { waitForEvent } from "../waits/event.ts";
import type { Entry } from "./entry.ts";
import type { Execution } from "./execution.ts";
import { asFailure, recordFailure } from "./failures.ts";
import { restored, runStep } from "./step.ts";

/**
 * What a program is handed: the calls of the port, on one execution.
 *
 * 1. What was recorded is used, in whatever build.
 * 2. An event is in the commit of its step; a decision, once made for a key, is the same for all runs.
 */
export class Context implements RunContext {
  readonly #execution: Execution;

  constructor(execution: Execution) {
    this.#execution = execution;
  }

  get run(): string {
    return this.#execution.run.id;
  }

  get build(): string {
    return this.#execution.build;
  }

  get acceptedAt(): number {
    return this.#execution.run.acceptedAt;
  }

  pure<T>(info: StepInfo, compute: () => T): T {
    const execution = this.#execution;
    if (execution.abandoned) return compute();
    const { journal } = execution;
    const entry = journal.entry(info);
    if (entry.head.outcome === "ok") return restored(entry, journal.json.parse) as T;
    try {
      const value = compute();
      entry.head.outcome = "ok";
      delete entry.head.failure;
      entry.output = journal.json.stringify(value) ?? null;
      journal.record(entry);
      return value;
    } catch (error) {
      const failure = asFailure(error);
      entry.head.outcome = "failed";
      entry.head.failure = recordFailure(failure);
      journal.record(entry);
      execution.blame(failure, { info, policy: undefined });
      throw failure;
    }
  }

  step<T>(info: StepInfo, options: StepOptions, effect: (attempt: Attempt) => Promise<T>): Promise<T> {
    return this.#execution.call(() => runStep(this.#execution, info, options, effect));
  }

  publish(info: StepInfo, event: OutgoingEvent): Promise<void> {
    const { run, journal, around } = this.#execution;
    return this.#once(info, async (entry) => {
      journal.record(entry);
      const data = journal.json.stringify(event.data) ?? "null";
      await journal.commit([
        "event",
        `${run.id}/${info.name}`,
        event.source ?? run.route,
        event.type,
        event.subject ?? null,
        around.clock.now(),
        run.seq,
        event.traceparent === undefined
          ? null
          : JSON.stringify({ extensions: { traceparent: event.traceparent } }),
        data,
      ]);
      crashPoint("published");
      around.published(event.type);
    });
  }

  sleep(info: StepInfo, ms: number): Promise<void> {
    return this.#execution.call(async () => {
      const { journal, around } = this.#execution;
      const entry = journal.entry(info);
      const { head } = entry;
      if (head.outcome === "ok") return;
      if (head.wakeAt === undefined) {
        await this.#execution.boundary();
        head.outcome = "waiting";
        head.wakeAt = around.clock.now() + ms;
        journal.record(entry);
        await journal.commit();
        crashPoint("asleep");
      }
      await this.#execution.until(head.wakeAt, "sleep");
      head.outcome = "ok";
      journal.record(entry);
    });
  }

  wait(info: StepInfo, options: WaitOptions): Promise<Waited> {
    return this.#execution.call(() => waitForEvent(this.#execution, info, options));
  }

  approve(info: StepInfo, options: ApproveOptions): Promise<Approved> {
    return this.#execution.call(() => waitForApproval(this.#execution, info, options));
  }

  compensation(step: string, undo: () => Promise<void>): void {
    const { journal, undoing } = this.#execution;
    undoing.remember({ step, position: journal.positionOf(step), undo });
  }

  async compensate(steps: "all" | readonly string[]): Promise<void> {
    await this.#execution.undoing.undo(steps);
  }

  known(name: string): boolean {
    return this.#execution.journal.known(name);
  }

  /** What is recorded resolves within a turn of the event loop. */
  caughtUp(): Promise<void> {
    const execution = this.#execution;
    if (execution.journal.isFresh) return Promise.resolve();
    return execution.call(() => new Promise((resolve) => setImmediate(resolve)));
  }

  handled(failure: Failure): void {
    const { journal } = this.#execution;
    const entry = journal.find(this.#execution.originOf(failure)?.info.name);
    if (entry === undefined || entry.head.handled === true) return;
    entry.head.handled = true;
    journal.record(entry);
  }

  index(_subject: string, key: string): void {
    this.#execution.journal.lazily(["key", key, this.#execution.run.seq]);
  }

  decide(info: StepInfo, key: string, choose: () => string): Promise<string> {
    return this.#execution.call(async () => {
      const { journal, around, run } = this.#execution;
      const entry = journal.entry(info);
      if (entry.head.outcome === "ok") return restored(entry, journal.json.parse) as string;
      await this.#execution.boundary();
      let choice: string | null = null;
      let refusal: unknown;
      try {
        choice = choose();
      } catch (error) {
        // It matters only if nobody has decided before.
        refusal = error;
      }
      const head = JSON.stringify({ ...entry.head, outcome: "ok" });
      const decided = await journal.commit([
        "decide",
        run.seq,
        entry.position,
        head,
        key,
        choice,
        around.clock.now(),
      ]);
      if (decided === null) throw refusal;
      crashPoint("decided");
      entry.head.outcome = "ok";
      entry.output = JSON.stringify(decided);
      return decided;
    });
  }

  respond(
    info: StepInfo,
    answer: { status: number; body?: Json; headers?: Readonly<Record<string, string>> },
  ): Promise<void> {
    const { journal, run } = this.#execution;
    return this.#once(info, async (entry) => {
      entry.output = journal.json.stringify(answer) ?? null;
      journal.record(entry);
      await journal.commit();
      run.answer({ kind: "responded", ...answer });
    });
  }

  #once(info: StepInfo, work: (entry: Entry) => Promise<void>): Promise<void> {
    return this.#execution.call(async () => {
      const { journal } = this.#execution;
      const entry = journal.entry(info);
      if (entry.head.outcome === "ok") return;
      await this.#execution.boundary();
      entry.head.outcome = "ok";
      await work(entry);
    });
  }
}
