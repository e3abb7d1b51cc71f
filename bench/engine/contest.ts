import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Bar, compared, median, type Result } from "../result.ts";
import { load } from "./load.ts";
import { pacedAnswers } from "./paced.ts";
import { called, type Server, type Side, type Stub, startServer, startStub } from "./server.ts";

/**
 * Sides that do the same work in turns. All are up all the time, each with a process and a store of its own, and only the one whose
 * turn it is has anything to do: so what else the machine does falls on all of them, and on a round of each at most.
 */

export interface Course {
  readonly rounds: number;
  /** Orders a turn: half a second of the slowest side, far under the engine's backlog limit. */
  readonly lot: number;
  /** Orders posted before anything counts, so that no side is measured while it is compiled. */
  readonly warming: number;
  /** Whether they go on behind the answer, until the stub was called for each order. */
  readonly call: boolean;
  /** After the rounds: how long an answer takes each side at this share of its own speed. */
  readonly calm?: { readonly share: number; readonly turns: number; readonly turnMs: number };
}

/** Of every contest of our own sides. */
export const usual = { rounds: 21, lot: 2_000, warming: 48_000 } as const;
const connections = 64;

/** Starts a server of its own. `variables`: `STUB`, where there is a system to call. */
export type Contestant = (variables: Readonly<Record<string, string>>) => Promise<Server>;

/** A program of `server.ts` on this store. */
export function contestant(side: Side, store: string): Contestant {
  return (variables) => startServer(side, store, variables);
}

export interface Score {
  /** Messages a second, one a round. */
  readonly rates: readonly number[];
  /** Messages a second of the server's processor time, one a round: what other processes take is not in it. */
  readonly perProcessorSecond: readonly number[];
  /** Messages a second of the processor time of the server and of the servers that it works with, one a round. */
  readonly perSecondOfAll: readonly number[];
  /** At the calm share of its speed, ms from when an order was to be sent until it was answered. Ascending; none without `calm`. */
  readonly answerMs: readonly number[];
  /** The most that was resident, MB. */
  readonly peakMb: number;
}

/** One side against another, by the clock and by processor time. */
export function linesOf(
  name: string,
  side: Score,
  floor: Score,
  against: string,
  bar: Bar,
): readonly Result[] {
  return [
    compared(name, side.rates, floor.rates, "messages/s", against, bar),
    compared(
      `${name}, processor time`,
      side.perProcessorSecond,
      floor.perProcessorSecond,
      "messages/s of it",
      against,
      bar,
    ),
  ];
}

/** The floor, the engine alone and a whole service, each on a new store. */
export async function contest(call: boolean): Promise<Readonly<Record<Side, Score>>> {
  const folder = await mkdtemp(join(tmpdir(), "waybill-bench-"));
  try {
    const of = (side: Side) => contestant(side, join(folder, `${side}.db`));
    return await compete(
      { floor: of("floor"), engine: of("engine"), service: of("service") },
      { ...usual, call },
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Scores by name. */
export async function compete<Name extends string>(
  contestants: Readonly<Record<Name, Contestant>>,
  { rounds, lot, warming, call, calm }: Course,
): Promise<Readonly<Record<Name, Score>>> {
  const entered: Entered[] = [];
  try {
    // The keys of a record are its names.
    const names = Object.keys(contestants) as Name[];
    for (const name of names) entered.push(await Entered.start(contestants[name], call));
    // A store may be in more than one contest, and takes each id once.
    const contest = randomUUID();
    // In lots, as the rounds: more at once would not find room in an engine's backlog.
    for (const one of entered)
      for (let done = 0; done < warming; done += lot)
        await one.work(`${contest}-warm-${done}`, Math.min(lot, warming - done));
    for (let round = 0; round < rounds; round += 1) {
      // Nobody always follows the same one.
      const first = round % entered.length;
      for (const one of [...entered.slice(first), ...entered.slice(0, first)])
        await one.turn(`${contest}-${round}`, lot);
    }
    if (calm !== undefined)
      for (let turn = 0; turn < calm.turns; turn += 1)
        for (const one of entered) await one.calmTurn(`${contest}-calm-${turn}`, calm.share, calm.turnMs);
    return Object.fromEntries(names.map((name, index) => [name, entered[index]?.score])) as Record<
      Name,
      Score
    >;
  } finally {
    await Promise.all(entered.map((one) => one.end()));
  }
}

/** A contestant whose server is up. */
class Entered {
  readonly #server: Server;
  readonly #stub: Stub;
  readonly #call: boolean;
  readonly #rates: number[] = [];
  readonly #perProcessorSecond: number[] = [];
  readonly #perSecondOfAll: number[] = [];
  readonly #answerMs: number[] = [];

  static async start(contestant: Contestant, call: boolean): Promise<Entered> {
    const stub = await startStub();
    return new Entered(await contestant(call ? { STUB: stub.url } : {}), stub, call);
  }

  private constructor(server: Server, stub: Stub, call: boolean) {
    this.#server = server;
    this.#stub = stub;
    this.#call = call;
  }

  async work(name: string, orders: number): Promise<number> {
    const before = this.#stub.calls();
    const { accepted, begun } = await load(this.#server.ports, this.#server.path, orders, connections, name);
    if (accepted !== orders) throw new Error(`${orders - accepted} of ${orders} orders were not accepted`);
    if (this.#call) await called(this.#stub, before + orders);
    return performance.now() - begun;
  }

  async turn(name: string, lot: number): Promise<void> {
    const [before, ofAll] = [this.#server.cpuMs(), this.#server.cpuMsOfAll()];
    const ms = await this.work(name, lot);
    this.#rates.push((lot * 1_000) / ms);
    this.#perProcessorSecond.push((lot * 1_000) / (this.#server.cpuMs() - before));
    this.#perSecondOfAll.push((lot * 1_000) / (this.#server.cpuMsOfAll() - ofAll));
  }

  async calmTurn(name: string, share: number, turnMs: number): Promise<void> {
    const before = this.#stub.calls();
    const rate = median(this.#rates) * share;
    const orders = Math.ceil((rate * turnMs) / 1_000);
    this.#answerMs.push(...(await pacedAnswers(this.#server, rate, orders, name)));
    if (this.#call) await called(this.#stub, before + orders);
  }

  get score(): Score {
    return {
      answerMs: this.#answerMs.toSorted((one, other) => one - other),
      rates: this.#rates,
      perProcessorSecond: this.#perProcessorSecond,
      perSecondOfAll: this.#perSecondOfAll,
      peakMb: this.#server.peakMb(),
    };
  }

  async end(): Promise<void> {
    await this.#server.kill();
    this.#stub.close();
  }
}
