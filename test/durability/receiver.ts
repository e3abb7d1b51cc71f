import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface Call {
  readonly operation: string;
  readonly key: string;
  readonly previous: string;
  readonly lane: string;
  readonly number: number;
  /** What the caller was told; `lost` where the connection was cut after the effect. */
  readonly told: "done" | "refused" | "unavailable" | "lost";
}

/**
 * The outside system. It outlives the engine's process, keeps each call, knows keys, and is unreliable in a way that depends on
 * the call's count alone: some answers are 503 before any effect, some are cut off after it. Numbers that divide by 23 are refused.
 */
export class Receiver {
  readonly calls: Call[] = [];
  readonly #server: Server;
  #count = 0;

  constructor() {
    this.#server = createServer((message, response) => {
      const parts: Buffer[] = [];
      message.on("data", (part: Buffer) => parts.push(part));
      message.on("end", () => {
        const work = JSON.parse(Buffer.concat(parts).toString()) as { lane: string; number: number };
        const told = this.#decide(work.number, message.url === "/post");
        this.calls.push({
          operation: String(message.url).slice(1),
          key: String(message.headers["x-attempt-key"]),
          previous: String(message.headers["x-previous"]),
          ...work,
          told,
        });
        if (told === "lost") message.socket.destroy();
        else response.writeHead({ done: 200, refused: 422, unavailable: 503 }[told]).end();
      });
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #decide(number: number, refusable: boolean): Call["told"] {
    this.#count += 1;
    if (refusable && number % 23 === 0) return "refused";
    if (this.#count % 11 === 0) return "unavailable";
    if (this.#count % 17 === 0) return "lost";
    return "done";
  }
}
