import { EngineRefusal } from "../../runtime/engine/port.ts";
import { StoreError } from "../../runtime/engine/store/port.ts";
import { parseRunId, runId } from "../../runtime/engine/store/run-id.ts";
import type { Chance } from "./chance.ts";
import type { Machine } from "./machine.ts";
import type { Sender } from "./sender.ts";

/** The person at the console. Decides at random while all is hostile; at the end decides all that is left, so that it comes to an end. */
export class Operator {
  readonly #machine: Machine;
  /** How often each run was redriven. */
  readonly redriven = new Map<string, number>();
  /** Runs that somebody tried to cancel. */
  readonly cancelled = new Set<string>();

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  /** Does one thing to something, or nothing where there is nothing to do it to. */
  act(chance: Chance, senders: readonly Sender[]): void {
    const { process } = this.#machine;
    if (!process.ready) return;
    const { engine } = process;
    const run = chance.pick(senders.flatMap(({ acknowledged }) => acknowledged))?.run ?? "";
    const compensate = chance.once(2);
    const by = { by: "operator", reason: "simulated" };
    const acts: readonly (() => Promise<unknown>)[] = [
      () => this.#letter((id, of) => this.#redrive(id, of)),
      () => this.#letter((id) => engine.discard(id, by)),
      () => this.#approval(compensate ? "approved" : "rejected"),
      () => engine.pause(run, by),
      () => engine.resume(run, by),
      () => {
        this.cancelled.add(run);
        return engine.cancel(run, { ...by, compensate });
      },
    ];
    // Cancelling is for few: else nothing would be left to judge.
    const act = acts[chance.below(acts.length - (chance.once(4) ? 0 : 1))];
    if (act) this.#heard(act());
  }

  /** True: there was something to decide, and it goes on. */
  async settle(senders: readonly Sender[], messages: number): Promise<boolean> {
    const { disk, process } = this.#machine;
    let more = false;
    for (const sender of senders) {
      if (sender.sent >= messages) continue;
      sender.send(this.#machine, messages);
      more = true;
    }
    for (const { number, seq, token } of await disk.read("deadLetters", "open", null, 0, 100)) {
      this.#heard(this.#redrive(String(number), runId(seq, token)));
      more = true;
    }
    for (const { run } of senders.flatMap(({ acknowledged }) => acknowledged)) {
      const row = await disk.read("run", parseRunId(run)?.seq ?? 0);
      if (row?.state !== "paused" || row.outcome === null) continue;
      this.#heard(process.engine.resume(run, { by: "operator" }));
      more = true;
    }
    return more;
  }

  async #letter(decide: (id: string, run: string) => Promise<unknown>): Promise<void> {
    const [letter] = await this.#machine.process.engine.deadLetters({ state: "open", limit: 1 });
    if (letter) await decide(letter.id, letter.run);
  }

  async #approval(decision: "approved" | "rejected"): Promise<void> {
    const { engine } = this.#machine.process;
    const [open] = await engine.approvals({ limit: 1 });
    if (open) await engine.decide(open.run, open.step, { decision, by: "operator" });
  }

  /** Counted before it is known to have happened: the process may die after it did. */
  #redrive(letter: string, run: string): Promise<unknown> {
    this.redriven.set(run, (this.redriven.get(run) ?? 0) + 1);
    return this.#machine.process.engine.redrive(letter, { from: "step", by: "operator" });
  }

  /** That it is refused is an answer; all else is a mistake of the engine. */
  #heard(answer: Promise<unknown>): void {
    const { process } = this.#machine;
    answer.catch((error: unknown) => {
      const refused = error instanceof EngineRefusal || error instanceof StoreError;
      if (!refused && this.#machine.process === process) this.#machine.wrong ??= error as Error;
    });
  }
}
