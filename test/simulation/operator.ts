import { runId } from "../../runtime/engine/embedded/store/run-id.ts";
import { EngineRefusal } from "../../runtime/engine/port.ts";
import type { Chance } from "./chance.ts";
import type { Machine } from "./machine.ts";
import type { Sender } from "./sender.ts";

/** The person at the console. Decides at random while all is hostile; at the end decides all that is left, so that it comes to an end. */
export class Operator {
  readonly #machine: Machine;
  /** How often each run was redriven. */
  readonly redriven = new Map<string, number>();

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  act(chance: Chance): void {
    const { process } = this.#machine;
    if (!process.ready) return;
    const way = chance.below(2);
    this.#heard(
      process.engine.deadLetters({ state: "open", limit: 20 }).then(async (letters) => {
        const letter = letters[0];
        if (letter === undefined) return;
        if (way === 0) await this.#redrive(letter.id, letter.run);
        else await process.engine.discard(letter.id, { by: "operator", reason: "simulated" });
      }),
    );
  }

  /** True: there was something to decide, and it goes on. */
  async settle(senders: readonly Sender[], messages: number): Promise<boolean> {
    let more = false;
    for (const sender of senders) {
      if (sender.sent >= messages) continue;
      sender.send(this.#machine, messages);
      more = true;
    }
    const letters = await this.#machine.disk.read("deadLetters", "open", null, 0, 100);
    for (const { number, seq, token } of letters) {
      this.#heard(this.#redrive(String(number), runId(seq, token)));
      more = true;
    }
    return more;
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
      if (!(error instanceof EngineRefusal) && this.#machine.process === process)
        this.#machine.wrong ??= error as Error;
    });
  }
}
