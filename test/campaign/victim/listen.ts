import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { Busy, EngineRefusal } from "../../../runtime/engine/port.ts";
import { StoreError } from "../../../runtime/engine/store/port.ts";
import { EventsAway } from "../../../runtime/events/port.ts";
import type { Api } from "./api.ts";

/**
 * Serves what may be asked of an engine: `POST /<name>` with JSON. 409: the engine refuses; 503: later; 500: a mistake. Answers its
 * address.
 */
export async function listen(api: Api, host: string): Promise<string> {
  const operations = new Map<string, (given: never) => Promise<unknown>>(Object.entries(api));
  const server = createServer((message, response) => {
    const operation = operations.get(String(message.url).slice(1));
    const answer = async (): Promise<unknown> => operation?.((await body(message)) as never); // What the name says (`Api`).
    answer().then(
      (value) => response.end(JSON.stringify(value ?? null)),
      (error: unknown) => response.writeHead(statusOf(error)).end(String(error)),
    );
  });
  server.listen(0, host);
  await once(server, "listening");
  return `http://${host}:${(server.address() as AddressInfo).port}`; // It listens.
}

function statusOf(error: unknown): number {
  if (error instanceof EngineRefusal) return 409;
  const isLater = [Busy, EventsAway, StoreError].some((kind) => error instanceof kind);
  return isLater ? 503 : 500;
}

async function body(message: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part as Buffer);
  return JSON.parse(Buffer.concat(parts).toString());
}
