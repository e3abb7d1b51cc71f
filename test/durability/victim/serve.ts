import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { EmbeddedEngine, openStore } from "../../../runtime/engine/embedded/index.ts";
import { Busy, EngineRefusal } from "../../../runtime/engine/port.ts";
import { StoreError } from "../../../runtime/engine/store/port.ts";
import { Flow } from "../../../runtime/flow/index.ts";
import { api } from "./api.ts";
import { SetClock } from "./clock.ts";
import { feeds } from "./feeds.ts";
import { flowClockOf, limited } from "./limited.ts";
import { personal } from "./personal.ts";
import { programs } from "./programs.ts";

/** Serves the engine to the campaign: `POST /<name>` with JSON. 409: the engine refuses; 503: later; 500: a mistake. */
export async function serve(): Promise<void> {
  const clock = new SetClock(Number(process.env["CLOCK_OFFSET"] ?? 0));
  const store = await openStore({ file: process.env["STORE"] ?? "" });
  const engine = new EmbeddedEngine({ store, clock, suspendAfterMs: 30, personal });
  const flow = new Flow({ clock: flowClockOf(clock), notes: engine.notes });
  await flow.start();
  await engine.serve(process.env["BUILD"] ?? "build", [...programs, ...feeds, ...limited(flow)]);
  const operations = new Map<string, (given: never) => Promise<unknown>>(Object.entries(api(engine, clock)));
  const server = createServer((message, response) => {
    const operation = operations.get(String(message.url).slice(1));
    const answer = async (): Promise<unknown> => operation?.((await body(message)) as never); // What the name says (`Api`).
    answer().then(
      (value) => response.end(JSON.stringify(value ?? null)),
      (error: unknown) => response.writeHead(statusOf(error)).end(String(error)),
    );
  });
  server.listen(0, "127.0.0.1", () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
}

function statusOf(error: unknown): number {
  if (error instanceof EngineRefusal) return 409;
  return error instanceof Busy || error instanceof StoreError ? 503 : 500;
}

async function body(message: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part as Buffer);
  return JSON.parse(Buffer.concat(parts).toString());
}
