import { Failure } from "../../../runtime/contract/failure.ts";
import type { Json } from "../../../runtime/contract/json.ts";
import { EmbeddedEngine, openStore } from "../../../runtime/engine/embedded/index.ts";
import type { Engine, Program } from "../../../runtime/engine/port.ts";
import type { CloudEvent, Consumption } from "../../../runtime/events/port.ts";
import { info, policy, program } from "../../runtime/engine/embedded/bench-of.ts";
import type { Published, Taken, Taker } from "./subject.ts";

export const ordinary = "ordered@1";

/** Runs before an engine under events is busy. */
export const backlog = 40;

/** How the embedded engine is opened on a file, whatever became of it. */
export function embeddedOn(file: string, runs = backlog): () => Promise<EmbeddedEngine> {
  return async () => new EmbeddedEngine({ store: await openStore({ file }), backlog: runs });
}

/** An engine on the real clock, with routes that take and publish: what subjects are made of. */
export class EngineUnderEvents<Opened extends Engine = Engine> {
  readonly taken: (Taken & { readonly route: string })[] = [];
  engine!: Opened; // `open` is called first
  readonly #begin: () => Promise<Opened>;
  #gate = Promise.withResolvers<void>();
  #builds = 0;

  /** `begin`: what a process does that starts on the same store as the one before it. */
  constructor(begin: () => Promise<Opened>) {
    this.#begin = begin;
    this.#gate.resolve();
  }

  async open(): Promise<void> {
    this.engine = await this.#begin();
  }

  /** `consuming`: whether the engine's own events feed the takers. */
  async serve(takers: readonly Taker[], consuming: boolean): Promise<void> {
    this.#builds += 1;
    const programs = takers.map((taker): Program => {
      const taking = program(taker.route, (run, input) => this.#work(taker.route, run.run, input));
      return consuming ? { ...taking, consumes: consumptionOf(taker) } : taking;
    });
    await this.engine.serve(`build-${this.#builds}`, [publisher, ...programs]);
  }

  async publish(events: readonly Published[]): Promise<void> {
    const { run, answered } = await this.engine.accept({
      route: publisher.route,
      input: events as unknown as Json, // made of JSON
      searchKeys: [],
    });
    const answer = await answered;
    if (answer?.kind === "failed") throw answer.failure;
    if (answer === undefined) throw new Error(`Run ${run} did not begin.`);
  }

  gate(shut: boolean): void {
    if (shut) this.#gate = Promise.withResolvers();
    else this.#gate.resolve();
  }

  async unfinished(): Promise<number> {
    const { waiting, running } = await this.engine.backlog();
    return waiting + running;
  }

  async close(): Promise<void> {
    this.#gate.resolve();
    await this.engine.close({ drainMs: 0 });
  }

  async #work(route: string, run: string, input: Json): Promise<void> {
    await this.#gate.promise;
    const event = input as unknown as CloudEvent; // as `consumptionOf` made it
    if (typeof event.data === "object" && event.data !== null && "fail" in event.data)
      throw new Failure("invalid", "It was told to fail.");
    this.taken.push({ route, run, event });
  }
}

export function consumptionOf({ route, type = ordinary, from = "now" }: Taker): Consumption {
  return {
    type,
    from,
    accept: (event, { replay }) => ({
      route,
      ...(event.subject === undefined ? {} : { lane: event.subject }),
      input: event as unknown as Json, // an event is JSON
      searchKeys: [event.id],
      idempotency: {
        key: `${event.source} ${event.id}${replay === undefined ? "" : ` ${replay}`}`,
        keepMs: policy().idempotencyMs,
      },
    }),
  };
}

const publisher = program("shop", async (run, input) => {
  const events = input as unknown as readonly Published[]; // as `publish` gave them
  for (const [index, { type = ordinary, ...event }] of events.entries())
    await run.publish(info(`told-${index}`, "publish"), { type, ...event });
});
