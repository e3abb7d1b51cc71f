import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { Sale } from "./tills.ts";

/** The system that sales are entered in: keeps each key once, as a good receiver does, and every call that came. */
export class Books {
  readonly url: string;
  /** What was entered, in the order in which it came; a call of a key that is known enters nothing. */
  readonly entries: Sale[] = [];
  readonly #keys = new Set<string>();
  readonly #server: Server;
  calls = 0;

  private constructor(server: Server) {
    const { port } = server.address() as AddressInfo; // it listens
    this.url = `http://127.0.0.1:${port}`;
    this.#server = server;
    server.on("request", (request, response) => {
      void text(request).then((body) => {
        this.calls += 1;
        const key = String(request.headers["idempotency-key"]);
        if (!this.#keys.has(key)) this.entries.push(JSON.parse(body) as Sale); // what the route sends
        this.#keys.add(key);
        response.writeHead(200, { "content-type": "application/json" }).end(body);
      });
    });
  }

  static async open(): Promise<Books> {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    return new Books(server);
  }

  /** The numbers of each till, as they were entered. */
  byTill(): ReadonlyMap<string, readonly number[]> {
    const tills = Map.groupBy(this.entries, ({ till }) => till);
    return new Map([...tills].map(([till, sales]) => [till, sales.map(({ number }) => number)] as const));
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
