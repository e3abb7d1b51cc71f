import { setTimeout as pause } from "node:timers/promises";
import type { Chance } from "../../simulation/chance.ts";
import { emailOf, type Message, momentOf, nameOf } from "../victim/message.ts";
import type { Subject } from "./subject.ts";

/** A message that was acknowledged, and the run it became. */
export interface Acknowledged extends Message {
  readonly route: string;
  readonly run: string;
}

/** One sender a lane: the next message after the one before was acknowledged, the same again where nobody answered. */
export class Sender {
  readonly route: string;
  readonly lane: string;
  readonly laned: boolean;
  readonly acknowledged: Acknowledged[] = [];
  readonly #chance: Chance;
  readonly #paceMs: number;

  /** @param paceMs the longest time between two messages, milliseconds */
  constructor(route: string, lane: string, laned: boolean, chance: Chance, paceMs: number) {
    this.route = route;
    this.lane = lane;
    this.laned = laned;
    this.#chance = chance;
    this.#paceMs = paceMs;
  }

  /** Until told to stop, and then until the last one is acknowledged. */
  async send(world: Subject, stopped: () => boolean): Promise<void> {
    for (let number = 1; !stopped(); number += 1) {
      const message = { lane: this.lane, number };
      let run: string | undefined;
      while (run === undefined && !world.isOver) {
        run = await this.#post(world, message);
        if (run === undefined) await pause(20);
      }
      if (run === undefined) return;
      this.acknowledged.push({ ...message, route: this.route, run });
      // As a shop does that did not hear of it.
      const again = this.#chance.once(20) ? await this.#post(world, message) : run;
      if (again !== undefined && again !== run)
        throw new Error(`${nameOf(message)} was accepted twice: ${run}, ${again}`);
      await pause(this.#chance.below(this.#paceMs));
    }
  }

  async #post(world: Subject, message: Message): Promise<string | undefined> {
    const key = nameOf(message);
    const answer = await world.ask("accept", {
      route: this.route,
      ...(this.laned ? { lane: this.lane } : {}),
      input: { ...message, email: emailOf(message) },
      searchKeys: [key],
      idempotency: { key, keepMs: 1e12 },
      ...(this.route === "levels" ? { latest: { by: momentOf(message) } } : {}),
    });
    if (answer.kind === "refused") world.count("turned away");
    return answer.kind === "ok" ? answer.value.run : undefined;
  }
}

/** Publishes events from outside, each until it is acknowledged; answers how many. */
export async function publish(world: Subject, chance: Chance, stopped: () => boolean): Promise<number> {
  let number = 0;
  while (!stopped()) {
    number += 1;
    const event = {
      specversion: "1.0" as const,
      id: String(number),
      source: "urn:outside",
      type: "accepted@1",
      subject: "outside",
      time: new Date().toISOString(),
      datacontenttype: "application/json" as const,
      data: { lane: "outside", number, which: `outside-${number}` },
    };
    while ((await world.ask("publish", { event })).kind !== "ok" && !world.isOver) await pause(20);
    await pause(100 + chance.below(300));
  }
  return number;
}

/** Who sends to which route. `paceMs` as above. */
export function cast(chance: Chance, paceMs: number): readonly Sender[] {
  const lanes: readonly (readonly [string, string, boolean])[] = [
    ["lenient", "lenient-a", true],
    ["lenient", "lenient-b", true],
    ["levels", "level-a", true],
    ["pairs", "pair-a", false],
    ["payers", "payer-a", false],
    ["payers", "payer-b", false],
    ["relays", "relay-a", false],
    ["relays", "relay-b", false],
    ["reviews", "review-a", true],
    ["reviews", "review-b", false],
    ["strict", "strict-a", true],
    ["strict", "strict-b", true],
    ["strict", "strict-c", true],
  ];
  return lanes.map(([route, lane, laned]) => new Sender(route, lane, laned, chance, paceMs));
}
