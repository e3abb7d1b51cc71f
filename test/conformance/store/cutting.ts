import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";

/** Stands between a store and its server, and cuts their connections as it is told. */
export class Cutting {
  readonly #server: Server;
  readonly #open = new Set<Socket>();
  #next: "request" | "answer" | undefined;

  private constructor(to: number) {
    this.#server = createServer((near) => {
      const far = connect(to, "127.0.0.1");
      const end = (): void => {
        near.destroy();
        far.destroy();
      };
      for (const socket of [near, far]) {
        this.#open.add(socket);
        socket.on("error", end).on("close", () => {
          this.#open.delete(socket);
          end();
        });
      }
      near.on("data", (data) => (this.#cuts("request") ? end() : far.write(data)));
      far.on("data", (data) => (this.#cuts("answer") ? end() : near.write(data)));
    });
  }

  static async before(port: number): Promise<Cutting> {
    const cutting = new Cutting(port);
    cutting.#server.listen(0, "127.0.0.1");
    await once(cutting.#server, "listening");
    return cutting;
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === "object" && address !== null ? address.port : 0;
  }

  /** The next request never comes to the server, or is carried out and nobody hears of it. */
  cut(what: "request" | "answer"): void {
    this.#next = what;
  }

  async close(): Promise<void> {
    for (const socket of this.#open) socket.destroy();
    this.#server.close();
    await once(this.#server, "close");
  }

  #cuts(what: "request" | "answer"): boolean {
    if (this.#next !== what) return false;
    this.#next = undefined;
    return true;
  }
}
