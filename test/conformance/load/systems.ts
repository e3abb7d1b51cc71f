import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { chance } from "./chance.ts";

/** What became of one order at one system. */
export interface Received {
  attempts: number;
  /** It has one; an engine that asked twice under different keys has two effects. */
  readonly keys: Set<string>;
}

/** How an attempt is answered: as it should be, or as systems fail. `no`: they do not want this order, whoever asks. */
type Fate = "well" | "no" | "500 before" | "500 after" | "reset after" | "silent after";

const fates: readonly (readonly [share: number, Fate])[] = [
  [0.08, "500 before"],
  [0.04, "500 after"],
  [0.02, "reset after"],
  [0.003, "silent after"],
];
const unwanted = 0.05;

/** An ERP and a desk in one: an effect happens once under one key. Seeded by order and number of the attempt. */
export class Systems {
  /** By `/path order`. */
  readonly received = new Map<string, Received>();
  /** Orders by `/path customer`, in the order of their effects. */
  readonly effects = new Map<string, string[]>();
  readonly #seed: number;
  readonly #server: Server;

  private constructor(seed: number) {
    this.#seed = seed;
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  static async start(seed: number): Promise<Systems> {
    const systems = new Systems(seed);
    // Who calls a moment too late would find the connection closed, which is no fault of the seed.
    systems.#server.keepAliveTimeout = 600_000;
    systems.#server.listen(0, "127.0.0.1");
    await once(systems.#server, "listening");
    return systems;
  }

  get url(): string {
    return `http://127.0.0.1:${systemsAddress(this.#server).port}`;
  }

  /** Whether the ERP does not want this order. */
  unwanted(order: string): boolean {
    return chance(this.#seed, "unwanted", order) < unwanted;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { order, customer } = orderIn(await textOf(request));
    const path = request.url ?? "";
    const name = `${path} ${order}`;
    const received = this.received.get(name) ?? { attempts: 0, keys: new Set<string>() };
    this.received.set(name, received);
    received.attempts += 1;
    const fate = this.#fate(path, order, received.attempts);
    const key = String(request.headers["idempotency-key"]);
    if (fate !== "no" && fate !== "500 before" && !received.keys.has(key)) {
      received.keys.add(key);
      const lane = `${path} ${customer}`;
      this.effects.set(lane, [...(this.effects.get(lane) ?? []), order]);
    }
    if (fate === "silent after") return;
    if (fate === "reset after") return void request.socket.destroy();
    const status = fate === "well" ? 200 : fate === "no" ? 422 : 500;
    response.writeHead(status, { "content-type": "application/json" }).end("{}");
  }

  #fate(path: string, order: string, attempt: number): Fate {
    if (path === "/orders" && this.unwanted(order)) return "no";
    let drawn = chance(this.#seed, path, order, attempt);
    for (const [share, fate] of fates) {
      if (drawn < share) return fate;
      drawn -= share;
    }
    return "well";
  }
}

function systemsAddress(server: Server): AddressInfo {
  return server.address() as AddressInfo; // it listens by TCP
}

/** Of both bodies: a sales order's words, or a confirmation's. */
function orderIn(text: string): { readonly order: string; readonly customer: string } {
  const body = JSON.parse(text) as Readonly<Record<string, string>>;
  return {
    order: body["PurchaseOrderByCustomer"] ?? body["order"] ?? "",
    customer: body["SoldToParty"] ?? body["customer"] ?? "",
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
