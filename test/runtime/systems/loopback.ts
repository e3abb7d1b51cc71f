import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";
import type { Operation, System } from "../../../runtime/contract/system.ts";
import { type Client, createClient } from "../../../runtime/systems/client.ts";
import { systemClock } from "../../../runtime/systems/system-clock.ts";
import { undiciTransport } from "../../../runtime/systems/undici-transport.ts";

/** A real server on loopback that answers as the test says, until the test ends. */
export async function loopback(
  test: TestContext,
  handler: (request: IncomingMessage & { readonly text: string }, response: ServerResponse) => void,
): Promise<string> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () =>
      handler(Object.assign(request, { text: Buffer.concat(chunks).toString() }), response),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  test.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // listening on TCP
}

export function clientOf(test: TestContext, url: string): Client {
  const client = createClient({
    transport: undiciTransport({ maxResponseBytes: 10_000 }),
    clock: systemClock,
    endpoint: () => new URL(url),
    secret: () => "id:secret",
  });
  test.after(() => client.close());
  return client;
}

const at = { file: "systems/erp.yaml", line: 7 };

export function system(more: Partial<System> = {}): System {
  return { name: "erp", at, type: "erp", endpoints: {}, failures: {}, ...more };
}

export function operation(
  of: System,
  more: Partial<Operation<unknown, unknown>> = {},
): Operation<unknown, unknown> {
  const validate = Object.assign(
    (data: unknown): data is unknown => typeof data === "object" && data !== null,
    { errors: [] },
  );
  return {
    kind: "operation",
    system: of,
    name: "post",
    at,
    request: (body) => ({ method: "POST", path: "/things", body }),
    responses: { 200: { name: "thing", validate } },
    idempotent: { by: "nothing" },
    ...more,
  };
}

export const callOptions = (timeoutMs = 2_000) => ({
  signal: AbortSignal.timeout(timeoutMs),
  attemptKey: "k1",
});
