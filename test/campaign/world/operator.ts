import { setTimeout as pause } from "node:timers/promises";
import type { Chance } from "../../simulation/chance.ts";
import { type Message, nameOf } from "../victim/message.ts";
import type { Acknowledged, Sender } from "./sender.ts";
import type { Subject } from "./subject.ts";
import type { Value } from "./victim.ts";

const by = { by: "operator", reason: "campaign" };

const over: ReadonlySet<string> = new Set(["done", "failed", "cancelled"]);

/** The people at the console. They decide at random while all is hostile; at the end all that is left, so that it comes to an end. */
export class Operator {
  readonly #world: Subject;
  readonly #chance: Chance;
  readonly #senders: readonly Sender[];
  /** Runs of letters that somebody tried to redrive. */
  readonly redriven = new Set<string>();
  /** Runs that somebody tried to discard or cancel. */
  readonly givenUp = new Set<string>();
  /** Runs that somebody tried to cancel without undoing. */
  readonly leftAsIs = new Set<string>();
  /** Messages that somebody tried to have erased. */
  readonly erased = new Map<string, Message>();
  /** By run: each word on its approval that was said to be the one that counts. */
  readonly decided = new Map<string, string[]>();

  constructor(world: Subject, chance: Chance, senders: readonly Sender[]) {
    this.#world = world;
    this.#chance = chance;
    this.#senders = senders;
  }

  async work(stopped: () => boolean): Promise<void> {
    const acts: Readonly<Record<string, () => Promise<unknown>>> = {
      redriven: () => this.#redrive(),
      discarded: () => this.#discard(),
      approved: () => this.#decide(),
      paused: () => this.#pause(),
      revived: () => this.#resume(),
      cancelled: () => this.#cancel(),
      replayed: () => this.#replay(),
      erased: () => this.#erase(),
      "erasure-ordered": () => this.#erase(),
      many: () => this.#bulk(),
    };
    const all = Object.values(acts);
    while (!stopped()) {
      // A process that waits to be killed at what only people bring about is brought there.
      const wanted = acts[this.#world.crashPoint ?? ""];
      const act = wanted !== undefined && this.#chance.once(2) ? wanted : this.#chance.pick(all);
      await act?.();
      await pause(this.#chance.below(60));
    }
  }

  /**
   * Redrives what died, resumes what somebody paused, decides what is left, until nothing is under way. Rejects where for `restMs` nothing
   * becomes less, whatever is answered meanwhile.
   */
  async settle(restMs: number): Promise<void> {
    let until = performance.now() + restMs;
    let least = Number.POSITIVE_INFINITY;
    for (let acts = 0; !this.#world.isOver; ) {
      const isDone = (await this.#redrive()) || (await this.#resume()) || (await this.#decide());
      if (isDone) acts += 1;
      const backlog = await this.#world.ask("backlog");
      const left = backlog.kind === "ok" ? backlog.value.live + backlog.value.behind : undefined;
      if (left === 0 && !isDone) {
        const open = await Promise.all([this.#letter(), this.#paused()]);
        if (open.every((one) => one === undefined) && (await this.#eraseLeft())) return this.#lookBack();
      }
      if (left !== undefined && left < least) until = performance.now() + restMs;
      least = Math.min(least, left ?? least);
      if (performance.now() > until)
        throw new Error(
          `It does not come to rest, for all that was done ${acts} times: ${JSON.stringify(backlog)}${await this.#underWay()}`,
        );
      if (!isDone) await pause(50);
    }
  }

  /** Some runs that are not over, for who is to find out why. */
  async #underWay(): Promise<string> {
    const runs = await this.#world.ask("runs");
    const open = runs.kind === "ok" ? runs.value.filter(({ state }) => !over.has(state)) : [];
    return open
      .slice(0, 20)
      .map((run) => `\n  ${JSON.stringify(run)}`)
      .join("");
  }

  async #redrive(): Promise<boolean> {
    const letter = await this.#letter();
    if (letter === undefined) return false;
    const { id, run, step } = letter;
    this.redriven.add(run);
    const answer =
      step !== undefined && this.#chance.once(4)
        ? await this.#world.ask("restart", { run, fromStep: step, ...by })
        : await this.#world.ask("redrive", { letter: id, by: "operator" });
    if (answer.kind === "ok" && answer.value === null) this.#world.count("restarted from a step");
    return answer.kind === "ok";
  }

  /** All that are open, in the engine's own time. */
  async #bulk(): Promise<void> {
    if (!this.#chance.once(6)) return;
    const answer = await this.#world.ask("bulk", by);
    if (answer.kind === "ok") this.#world.count("redriven in bulk", answer.value.matched);
  }

  /** Of a message that may still be under way: then it is left until it is over. */
  async #erase(): Promise<void> {
    const sent = this.#recent();
    if (sent === undefined) return;
    const { lane, number } = sent;
    this.erased.set(nameOf(sent), { lane, number });
    await this.#world.ask("erase", { key: nameOf(sent), ...by });
  }

  /** True: nothing is left of any. */
  async #eraseLeft(): Promise<boolean> {
    const answers: boolean[] = [];
    for (const key of this.erased.keys()) {
      const answer = await this.#world.ask("erase", { key, ...by });
      answers.push(answer.kind === "ok" && answer.value.left.length === 0);
    }
    return answers.every(Boolean);
  }

  /** What was redriven in bulk, the letters tell. */
  async #lookBack(): Promise<void> {
    const letters = await this.#world.ask("letters", { limit: 1_000_000 });
    if (letters.kind !== "ok") return;
    for (const { run, state } of letters.value) if (state === "redriven") this.redriven.add(run);
  }

  async #discard(): Promise<void> {
    const letter = this.#chance.once(2) ? await this.#letter() : undefined;
    if (letter === undefined) return;
    this.givenUp.add(letter.run);
    this.leftAsIs.add(letter.run);
    await this.#world.ask("discard", { letter: letter.id, ...by });
  }

  /** Two people at the same moment. */
  async #decide(): Promise<boolean> {
    const open = await this.#world.ask("approvals");
    const approval = open.kind === "ok" ? this.#chance.pick(open.value) : undefined;
    if (approval === undefined) return false;
    const { run, step } = approval;
    const words = ["approved", "rejected"] as const;
    const order = this.#chance.once(2) ? words : words.toReversed();
    const say = async (decision: "approved" | "rejected"): Promise<void> => {
      const answer = await this.#world.ask("decide", { run, step, decision, by: "operator" });
      if (answer.kind !== "ok" || answer.value !== "done") return;
      this.decided.set(run, [...(this.decided.get(run) ?? []), decision]);
    };
    await Promise.all(order.map(say));
    return true;
  }

  async #pause(): Promise<void> {
    const run = this.#recent();
    if (run !== undefined) await this.#world.ask("pause", { run: run.run, ...by });
  }

  async #resume(): Promise<boolean> {
    const run = await this.#paused();
    return run !== undefined && (await this.#world.ask("resume", { run, ...by })).kind === "ok";
  }

  async #cancel(): Promise<void> {
    const run = this.#chance.once(3) ? this.#recent()?.run : undefined;
    if (run === undefined) return;
    const compensate = !this.#chance.once(3);
    this.givenUp.add(run);
    if (!compensate) this.leftAsIs.add(run);
    await this.#world.ask("cancel", { run, compensate, ...by });
  }

  async #replay(): Promise<void> {
    if (this.#world.crashPoint !== "replayed" && !this.#chance.once(12)) return;
    const from = Date.now() + this.#world.offsetMs - 2_000;
    await this.#world.ask("replay", { from, by: "operator" });
  }

  /** One that may still be under way. */
  #recent(): Acknowledged | undefined {
    const sent = this.#chance.pick(this.#senders)?.acknowledged ?? [];
    return sent.at(-1 - this.#chance.below(3));
  }

  async #letter(): Promise<Value<"letters">[number] | undefined> {
    const open = await this.#world.ask("letters", { state: "open", limit: 10 });
    return open.kind === "ok" ? this.#chance.pick(open.value) : undefined;
  }

  /** One that a person paused, not its dead letter. */
  async #paused(): Promise<string | undefined> {
    const runs = await this.#world.ask("paused");
    if (runs.kind !== "ok") return undefined;
    return this.#chance.pick(runs.value.filter(({ error }) => error === undefined))?.run;
  }
}
