import { once } from "node:events";
import { createServer, type Http2Server, type Http2Session } from "node:http2";
import { createEndpointHandler, type ObjectContext, object, serde } from "@restatedev/restate-sdk";
import type { Program } from "../port.ts";
import type { Mover } from "./mover.ts";
import { Registration } from "./registration.ts";
import type { RestateSettings } from "./settings.ts";
import { targetIn } from "./target.ts";

/** An invocation that says nothing for so long is taken for stuck by Restate: a call to a slow system says nothing. */
const silentMs = 86_400_000;
/** Restate tries again after this, at first and at last, and never gives up: what becomes of a run is not decided by an outage. */
const retry = { initialInterval: 50, maxInterval: 2_000, maxAttempts: 2 ** 31 - 1 } as const;

/**
 * Where Restate calls this process: a virtual object a route, with one handler, `move`. It writes nothing into Restate's journal, since
 * what happens is recorded in the store; so an invocation can be carried out again by any build, and lasts as long as a run moves.
 * By HTTP/2, whose pings tell Restate that a machine is gone.
 */
export class Endpoint {
  readonly registration: Registration;
  readonly #settings: RestateSettings;
  readonly #move: Mover["move"];
  readonly #server: Http2Server;
  readonly #sessions = new Set<Http2Session>();
  #handler: ReturnType<typeof createEndpointHandler> | undefined;

  constructor(settings: RestateSettings, move: Mover["move"]) {
    this.registration = new Registration(settings);
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
    await this.registration.begin(programs.map(({ route }) => this.#nameOf(route)));
  }

  async close(): Promise<void> {
    this.registration.end();
    const closed = once(this.#server, "close");
    this.#server.close();
    for (const session of this.#sessions) session.destroy();
    if (this.#server.listening) await closed;
  }

  #object(route: string) {
    return object({
      name: this.#nameOf(route),
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

  #nameOf(route: string): string {
    return `${this.#settings.prefix ?? ""}${route}`;
  }
}
