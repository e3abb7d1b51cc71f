import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type TestContext, test } from "node:test";
import { undiciTransport } from "../../../runtime/systems/undici-transport.ts";

async function listening(t: TestContext, server: Server): Promise<string> {
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo; // listening on TCP
  return `http://127.0.0.1:${port}`;
}

test("no redirect is followed, so no credential and no body reaches a host that is not declared", async (t) => {
  let reached = 0;
  const elsewhere = await listening(
    t,
    createServer((_request, response) => {
      reached += 1;
      response.end();
    }),
  );
  const declared = await listening(
    t,
    createServer((request, response) => {
      const status = Number(request.url?.slice(1));
      response.writeHead(status, { location: `${elsewhere}/taken` }).end();
    }),
  );
  const transport = undiciTransport();
  t.after(() => transport.close());
  for (const status of [301, 302, 303, 307, 308]) {
    const request = {
      method: "POST",
      url: new URL(`${declared}/${status}`),
      headers: { authorization: "Bearer secret" },
      body: "{}",
    };
    assert.equal((await transport.send(request, AbortSignal.timeout(5_000))).status, status);
  }
  assert.equal(reached, 0);
});
