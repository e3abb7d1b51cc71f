import { type ClientHttp2Session, connect } from "node:http2";
import type { Clock } from "../run/clock.ts";
import type { RestateSettings } from "./settings.ts";
import { keyOf, type Target } from "./target.ts";

/** After so long without an answer the connection is given up. */
const answerMs = 10_000;

/**
 * Tells Restate that something can move: an invocation `move` of its virtual object, now or later, which Restate keeps until a replica
 * has carried it out. All go over one connection (HTTP/2), which is made anew where it is lost.
 *
 * 1. A kick says that there may be something to do, not what: one too many does nothing, one too few is made good by the sweep.
 * 2. Restate's time is the machine's. By another clock a kick for later is kept here, and given when its time has come.
 * 3. Where Restate does not answer, nothing more is given to it until it has answered again: one that starts has enough to do. The sweep
 *    asks it, one kick at a time.
 */
export class Kicks {
  readonly #ingress: string;
  readonly #prefix: string;
  readonly #clock: Clock | undefined;
  /** When kicks are given that are kept here. */
  readonly #kept = new Set<{ readonly at: number }>();
  readonly #under = new Set<Promise<void>>();
  #session: ClientHttp2Session | undefined;
  readonly #forgotten: () => void;
  #away = false;

  /**
   * @param forgotten told that Restate answers, and knows no such route
   * @param clock where it is not the machine's
   */
  constructor({ ingress, prefix = "" }: RestateSettings, forgotten: () => void, clock?: Clock) {
    this.#forgotten = forgotten;
    this.#clock = clock;
    this.#ingress = ingress;
    this.#prefix = prefix;
  }

  get busy(): boolean {
    return this.#under.size > 0;
  }

  /** The time of a kick has come that the clock has yet to say so of. */
  get awaitsClock(): boolean {
    const now = this.#clock?.now() ?? 0;
    return this.#kept.values().some(({ at }) => at <= now);
  }

  /** It did not answer when it was last sent to. */
  get away(): boolean {
    return this.#away;
  }

  /** `delayMs`: how long Restate keeps it. */
  give(target: Target, delayMs = 0): void {
    if (this.#away) return;
    // What Restate did not take is found by the sweep.
    const given = this.send(target, delayMs).catch(() => undefined);
    this.#under.add(given);
    void given.finally(() => this.#under.delete(given));
  }

  /** Resolves once Restate has it on stable storage. */
  async send(target: Target, delayMs = 0): Promise<void> {
    const clock = this.#clock;
    if (clock === undefined || delayMs === 0) return this.#post(target, delayMs);
    // The store's times are whole milliseconds, and a run is due by them.
    const kept = { at: Math.floor(clock.now() + delayMs) };
    this.#kept.add(kept);
    clock.timer(kept.at, () => {
      this.#kept.delete(kept);
      this.give(target);
    });
  }

  #post(target: Target, delayMs: number): Promise<void> {
    const object = encodeURIComponent(`${this.#prefix}${target.route}`);
    const path = `/${object}/${encodeURIComponent(keyOf(target))}/move/send`;
    return new Promise((resolve, reject) => {
      const session = this.#connected();
      const stream = session.request(
        { ":method": "POST", ":path": delayMs > 0 ? `${path}?delay=${Math.ceil(delayMs)}ms` : path },
        { endStream: true },
      );
      let status = 0;
      stream.on("response", (headers) => (status = headers[":status"] ?? 0));
      stream.on("error", reject);
      stream.on("close", () => {
        this.#away = status === 0 || status >= 500;
        if (status === 404) this.#forgotten();
        if (status > 0 && status < 300) resolve();
        else reject(new Error(`Restate answered ${status} to ${path}.`));
      });
      stream.setTimeout(answerMs, () => session.destroy(new Error("Restate does not answer.")));
      stream.resume();
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.#under);
    this.#session?.destroy();
  }

  #connected(): ClientHttp2Session {
    const known = this.#session;
    if (known !== undefined && !known.closed && !known.destroyed) return known;
    const session = connect(this.#ingress);
    // Told to each request.
    session.on("error", () => undefined);
    session.unref();
    this.#session = session;
    return session;
  }
}
