import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Chance } from "../../simulation/chance.ts";
import { isChecked, isRefused, type Message } from "../victim/message.ts";

export interface Call extends Message {
  readonly operation: string;
  readonly key: string;
  /** Of the step's attempts, from 1. */
  readonly attempt: number;
  readonly previous: string;
  /** It changed something: the first of its key that was not turned away. */
  readonly effect: boolean;
  /** What the caller was told; `lost` where the connection was cut after the effect, `cut` where before. */
  readonly told: "done" | "refused" | "unavailable" | "lost" | "cut";
}

/** A time that the system behind the breaker is down. */
export interface Outage {
  calls: number;
  /** Of the engine, that called it. */
  processes: number;
  /** How long it took. */
  ms: number;
}

/**
 * The outside system. It outlives the engine's process, keeps each call, knows keys, and is unreliable: some answers are 503 or
 * cut off before any effect, some cut off after it, some late. The part of it that relays breaks down as a whole.
 */
export class Receiver {
  readonly calls: Call[] = [];
  readonly outages: Outage[] = [];
  calm = false;
  #down: (Outage & { readonly since: number }) | undefined;
  readonly #served = new Set<string>();
  readonly #checked = new Set<string>();
  readonly #chance: Chance;
  readonly #server: Server;

  constructor(chance: Chance) {
    this.#chance = chance;
    this.#server = createServer((message, response) => {
      const parts: Buffer[] = [];
      message.on("data", (part: Buffer) => parts.push(part));
      message.on("end", () => {
        const header = (name: string): string => String(message.headers[name]);
        const given = {
          operation: String(message.url).slice(1),
          key: header("x-attempt-key"),
          attempt: Number(header("x-attempt-number")),
          previous: header("x-previous"),
          ...(JSON.parse(Buffer.concat(parts).toString()) as Message), // As `calls.ts` sends it.
        };
        const told = this.#decide(given);
        const served = told === "done" || told === "lost";
        this.calls.push({ ...given, told, effect: served && !this.#served.has(given.key) });
        if (served) this.#served.add(given.key);
        this.#answer(response, told);
      });
    });
  }

  async listen(host = "127.0.0.1"): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, host, resolve));
    return `http://${host}:${(this.#server.address() as AddressInfo).port}`;
  }

  breakDown(): Outage {
    this.#down = { calls: 0, processes: 1, ms: 0, since: performance.now() };
    this.outages.push(this.#down);
    return this.#down;
  }

  repair(): void {
    if (this.#down) this.#down.ms = performance.now() - this.#down.since;
    this.#down = undefined;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #decide(given: Message & { readonly operation: string; readonly key: string }): Call["told"] {
    if (given.operation === "relay" && this.#down) {
      this.#down.calls += 1;
      return "unavailable";
    }
    const chance = this.calm ? 99 : this.#chance.below(100);
    if (chance < 6) return "unavailable";
    if (chance < 8) return "cut";
    if (given.operation === "post" && isRefused(given)) return "refused";
    if (given.operation === "check" && isChecked(given) && !this.#checked.has(given.key)) {
      this.#checked.add(given.key);
      return "refused";
    }
    return chance < 12 ? "lost" : "done";
  }

  #answer(response: ServerResponse, told: Call["told"]): void {
    if (told === "lost" || told === "cut") {
      response.destroy();
      return;
    }
    const send = (): void =>
      void response.writeHead({ done: 200, refused: 422, unavailable: 503 }[told]).end();
    if (this.calm || !this.#chance.once(50)) send();
    else setTimeout(send, 50 + this.#chance.below(300));
  }
}
