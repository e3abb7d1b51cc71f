import { randomBytes } from "node:crypto";

/** Chance as the engine sees it: jitter and the tokens in run ids. */
export interface Random {
  /** From 0, under 1. */
  next(): number;
  /** Lower-case letters and digits. */
  token(): string;
}

export class RealRandom implements Random {
  #hex = "";
  #at = 0;

  next(): number {
    return Math.random();
  }

  /** 48 bits that can not be guessed. A thousand are made at a time: one by one they cost as much as to take a message in. */
  token(): string {
    if (this.#at >= this.#hex.length) {
      this.#hex = randomBytes(1_000 * 6).toString("hex");
      this.#at = 0;
    }
    this.#at += 12;
    return this.#hex.slice(this.#at - 12, this.#at);
  }
}

/** The same numbers for the same seed. Mulberry32 by Tommy Ettinger (public domain). */
export class SeededRandom implements Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  token(): string {
    return Math.floor(this.next() * 2 ** 32)
      .toString(36)
      .padStart(7, "0");
  }
}
