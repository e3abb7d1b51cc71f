import { once } from "node:events";
import { createServer, type Http2Server, type Http2Session } from "node:http2";
import { createEndpointHandler, type ObjectContext, object, serde } from "@restatedev/restate-sdk";
import type { Program } from "../port.ts";
import type { Mover } from "./mover.ts";
import type { RestateSettings } from "./settings.ts";
import { targetIn } from "./target.ts";

/** An invocation that says nothing for so long is taken for stuck by Restate: a call to a slow system says nothing. */
const silentMs = 86_400_000;
/** Restate tries again after this, at first and at last, and never gives up: what becomes of a run is not decided by an outage. */
const retry = { initialInterval: 50, maxInterval: 2_000, maxAttempts: 2 ** 31 - 1 } as const;
const registerMs = 30_000;
/** The shortest time between two registrations that nobody asked for, milliseconds. */
const registerAgainMs = 10_000;

/**
 * Where Restate calls this process: a virtual object a route, with one handler, `move`. It writes nothing into Restate's journal, since
 * what happens is recorded in the store; so an invocation can be carried out again by any build, and lasts as long as a run moves.
 * By HTTP/2, whose pings tell Restate that a machine is gone.
 */
export class Endpoint {
  readonly #settings: RestateSettings;
  readonly #move: Mover["move"];
  readonly #server: Http2Server;
  readonly #sessions = new Set<Http2Session>();
  #handler: ReturnType<typeof createEndpointHandler> | undefined;
  /** Of `performance.now()`: when that was last done because Restate had forgotten. */
  #registeredAt = Number.NEGATIVE_INFINITY;

  constructor(settings: RestateSettings, move: Mover["move"]) {
    this.#settings = settings;
    this.#move = move;
    this.#server = createServer((request, response) => this.#handler?.(request, response));
    this.#server.on("session", (session) => {
      this.#sessions.add(session);
      session.on("close", () => this.#sessions.delete(session));
    });
  }

  /** Resolves when Restate may call, and knows where. */
  async serve(programs: readonly Program[]): Promise<void> {
    const { identities, listen } = this.#settings;
    this.#handler = createEndpointHandler({
      services: programs.map(({ route }) => this.#object(route)),
      ...(identities === undefined ? {} : { identityKeys: [...identities] }),
      // What fails is told by the engine, where a person looks for it.
      logger: () => undefined,
      // One question, one answer: with no journal there is nothing to say in between.
      bidirectional: false,
    });
    if (!this.#server.listening) {
      this.#server.listen(listen.port, listen.host);
      await once(this.#server, "listening");
    }
    await this.#register();
  }

  /** Restate does not know this process any more: it lost its disk, or somebody removed the deployment. Told once in a while. */
  registerAgain(): void {
    const now = performance.now();
    if (now - this.#registeredAt < registerAgainMs) return;
    this.#registeredAt = now;
    // Where Restate is about to go again, who finds it so tells again.
    void this.#register().catch(() => undefined);
  }

  async close(): Promise<void> {
    const closed = once(this.#server, "close");
    this.#server.close();
    for (const session of this.#sessions) session.destroy();
    if (this.#server.listening) await closed;
  }

  #object(route: string) {
    return object({
      name: `${this.#settings.prefix ?? ""}${route}`,
      handlers: {
        move: async (context: ObjectContext) => {
          const target = targetIn(route, context.key);
          if (target !== undefined) await this.#move(target, context.request().attemptCompletedSignal);
        },
      },
      options: {
        inactivityTimeout: silentMs,
        abortTimeout: silentMs,
        journalRetention: 0,
        retryPolicy: retry,
        serde: serde.empty,
      },
    });
  }

  async #register(): Promise<void> {
    const { register } = this.#settings;
    if (register === undefined) return;
    const response = await fetch(new URL("/deployments", register.admin), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ uri: register.address, force: true }),
      signal: AbortSignal.timeout(registerMs),
    });
    if (!response.ok)
      throw new Error(
        `Restate does not take ${register.address}: ${response.status} ${await response.text()}`,
      );
  }
}
