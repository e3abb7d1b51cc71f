import { Failure } from "../../contract/failure.ts";
import type { Json } from "../../contract/json.ts";
import type { Answer, RunSummary } from "../port.ts";
import type { JsonCodec } from "../run/json-codec.ts";
import { readEntry } from "../run/program/entry.ts";
import type { RunRow, Store } from "../store/port.ts";

/** How often the store is asked for an answer that no run of this process gives, milliseconds. */
const lookEveryMs = 100;
/** How long an answer is looked for where the caller does not say how long it waits, milliseconds. */
const usualPatienceMs = 120_000;

interface Awaited {
  readonly promise: Promise<Answer>;
  readonly resolve: (answer: Answer) => void;
  /** Of `performance.now()`: then nobody waits any more. */
  readonly until: number;
}

/**
 * What callers of synchronous routes wait for. A run that this process works on tells it at once; of one that another replica works on
 * the store does.
 */
export class Answers {
  readonly #store: Store;
  readonly #json: JsonCodec;
  /** Whether this process works on the run. */
  readonly #isHere: (seq: number) => boolean;
  readonly #awaited = new Map<number, Awaited>();
  readonly #looking: NodeJS.Timeout;
  #look: Promise<void> | undefined;

  constructor(store: Store, json: JsonCodec, isHere: (seq: number) => boolean) {
    this.#isHere = isHere;
    this.#store = store;
    this.#json = json;
    this.#looking = setInterval(() => void this.look().catch(() => undefined), lookEveryMs);
  }

  /** Never resolves where there is none for as long as the caller waits. */
  of(seq: number, patienceMs = usualPatienceMs): Promise<Answer> {
    const known = this.#awaited.get(seq);
    if (known !== undefined) return known.promise;
    const { promise, resolve } = Promise.withResolvers<Answer>();
    this.#awaited.set(seq, { promise, resolve, until: performance.now() + patienceMs });
    return promise;
  }

  /** The first answer counts. */
  give(seq: number, answer: Answer): void {
    this.#awaited.get(seq)?.resolve(answer);
    this.#awaited.delete(seq);
  }

  stop(): void {
    clearInterval(this.#looking);
  }

  /** Resolves when what the store has of those that are awaited was told. */
  look(): Promise<void> {
    this.#look ??= this.#tell().finally(() => (this.#look = undefined));
    return this.#look;
  }

  async #tell(): Promise<void> {
    for (const [seq, { until }] of this.#awaited) {
      if (performance.now() > until) this.#awaited.delete(seq);
      if (this.#isHere(seq) || !this.#awaited.has(seq)) continue;
      const answer = await this.#answer(seq);
      if (answer !== undefined) this.give(seq, answer);
    }
  }

  async #answer(seq: number): Promise<Answer | undefined> {
    const entries = (await this.#store.read("steps", seq)).map(readEntry);
    const said = entries.find(({ head }) => head.kind === "respond" && head.outcome === "ok")?.output;
    // As `respond` recorded it.
    if (typeof said === "string") return { kind: "responded", ...(this.#json.parse(said) as Responded) };
    const row = await this.#store.read("run", seq);
    return row && ending(row);
  }
}

type Responded = { readonly status: number; readonly body?: Json };

function ending({ state, outcome, error }: RunRow): Answer | undefined {
  if (state === "done" || state === "cancelled") return { kind: "ended", outcome: outcome ?? state };
  if (error === null) return undefined;
  // As the dead letter's run keeps it.
  const { class: failureClass, message } = JSON.parse(error) as NonNullable<RunSummary["error"]>;
  return { kind: "failed", failure: new Failure(failureClass, message) };
}
