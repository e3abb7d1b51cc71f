import assert from "node:assert/strict";
import { connect } from "node:net";
import { type TestContext, test } from "node:test";
import { validBody } from "../../../runtime/edge/body.ts";
import { BodyRoom } from "../../../runtime/edge/body-room.ts";
import { json } from "../../../runtime/edge/request.ts";
import { listen } from "../../../runtime/edge/server.ts";
import { StoreError } from "../../../runtime/engine/store/port.ts";

async function server(
  t: TestContext,
  { arrivalMs = 30_000, bodyRoom = new BodyRoom(), bodyLimit = 4096 } = {},
): Promise<number> {
  const contract = {
    name: "any@1",
    validate: Object.assign((value: unknown): value is unknown => value !== undefined, { errors: [] }),
  };
  const running = await listen({
    routes: [
      {
        method: "POST",
        path: "/in",
        handler: async (request) => json(200, typeof validBody(request, contract)),
      },
      { method: "GET", path: "/out", handler: async () => json(200, true) },
      {
        method: "GET",
        path: "/full",
        handler: () => Promise.reject(new StoreError("full", "/data/store.db: the disk is full")),
      },
    ],
    port: 0,
    host: "127.0.0.1",
    bodyLimit,
    bodyRoom,
    arrivalMs,
    onAnswer: () => undefined,
    onError: (error) => assert.fail(String(error)),
  });
  t.after(() => running.close(0));
  return Number(new URL(running.url).port);
}

/** What a server says on a connection until it ends it, to what is written and then nothing more. */
function told(port: number, text: string | Buffer): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const socket = connect(port, "127.0.0.1", () => socket.write(text));
  let answer = "";
  socket.on("data", (chunk: Buffer) => (answer += chunk.toString()));
  socket.on("end", () => resolve(answer));
  socket.on("error", reject);
  return promise;
}

const post = "POST /in HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\n";

function body(text: string): string {
  return `${post}content-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
}

test("what cannot be read is refused as a problem, by what is wrong with it", async (t) => {
  const port = await server(t);
  const cases: readonly (readonly [string, string])[] = [
    ["no HTTP\r\n\r\n", "400"],
    [`${post}x-long: ${"a".repeat(20_000)}\r\n\r\n`, "431"],
    [`${post}${Array.from({ length: 150 }, (_, each) => `x-${each}: 1\r\n`).join("")}\r\n`, "431"],
    [`GET /${"a".repeat(9_000)} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`, "414"],
    [body(`"${"a".repeat(5_000)}"`), "413"],
    [body("[".repeat(600) + "]".repeat(600)), "400"],
    ["POST /in HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\ncontent-length: 4\r\n\r\nabcd", "400"],
    ["CONNECT other:443 HTTP/1.1\r\nhost: x\r\n\r\n", "400"],
    ["POST /in HTTP/1.1\r\nconnection: close\r\ncontent-length: 3\r\n\r\n[1]", "400"],
    [`${post}Host: y\r\ncontent-length: 3\r\n\r\n[1]`, "400"],
    [
      "POST /in HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
      "400",
    ],
  ];
  for (const [text, status] of cases) {
    const answer = await told(port, text);
    assert.equal(answer.slice(9, 12), status, text.slice(0, 80));
    assert.match(answer, /content-type: application\/problem\+json/);
  }
  assert.equal((await told(port, body("[1]"))).slice(9, 12), "200");
});

test("a body that is not UTF-8 is refused: what would be stored is not what was sent", async (t) => {
  const port = await server(t);
  const bytes = Buffer.from(body('"J?rgen"'));
  bytes[bytes.indexOf("?")] = 0xfc; // ü in Latin-1
  assert.equal((await told(port, bytes)).slice(9, 12), "400");
  assert.equal((await told(port, body('"J\u00fcrgen \ufffd"'))).slice(9, 12), "200");
});

test("an expectation that is not known is no reason to refuse, and HEAD is GET without a body", async (t) => {
  const port = await server(t);
  const expecting = `${post}expect: 200-maybe\r\ncontent-length: 3\r\n\r\n[1]`;
  assert.equal((await told(port, expecting)).slice(9, 12), "200");
  const [get = "", head = ""] = await Promise.all(
    ["GET", "HEAD"].map((method) =>
      told(port, `${method} /out HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`),
    ),
  );
  assert.match(get, /^HTTP\/1\.1 200 [^]*content-length: 4[^]*\r\n\r\ntrue$/);
  assert.match(head, /^HTTP\/1\.1 200 [^]*content-length: 4[^]*\r\n\r\n$/);
  const [inward = "", outward = ""] = await Promise.all(
    ["in", "out"].map((path) =>
      told(port, `DELETE /${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`),
    ),
  );
  assert.match(inward, /405[^]*allow: POST\r/i);
  assert.match(outward, /405[^]*allow: GET, HEAD\r/i);
});

test("what the store refuses on a full disk is to be asked again, whatever was asked; where the store lies is not told", async (t) => {
  const port = await server(t);
  const answer = await told(port, "GET /full HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
  assert.match(answer, /^HTTP\/1\.1 503 [^]*retry-after: 10\r\n/);
  assert.doesNotMatch(answer, /data/);
});

test("large bodies share the room there is: who finds none is told to come again, and small ones are taken", async (t) => {
  const port = await server(t, { bodyLimit: 1_000_000, bodyRoom: new BodyRoom(100_000) });
  const large = (size: number): string => body(`"${"a".repeat(size)}"`);
  // Half of it has come, and waits for the rest.
  const first = connect(port, "127.0.0.1");
  t.after(() => first.destroy());
  await new Promise<void>((resolve) => first.write(large(180_000).slice(0, 90_000), () => resolve()));
  let busy = await told(port, large(90_000));
  for (let tries = 0; tries < 50 && busy.startsWith("HTTP/1.1 200"); tries += 1)
    busy = await told(port, large(90_000)); // what was written may not have been read yet
  assert.match(busy, /^HTTP\/1\.1 503 [^]*retry-after: 1\r\n/);
  assert.equal((await told(port, large(10_000))).slice(9, 12), "200");
  first.destroy();
  let after = "";
  for (let tries = 0; tries < 50 && !after.startsWith("HTTP/1.1 200"); tries += 1)
    after = await told(port, large(90_000));
  assert.equal(after.slice(9, 12), "200", "who left gave back its part");
});

test("a request that does not arrive in time is told so, be it its headers or its body that are slow", async (t) => {
  const port = await server(t, { arrivalMs: 200 });
  const answers = await Promise.all([
    told(port, "POST /in HTTP/1.1\r\nhost:"),
    told(port, `${post}content-length: 9\r\n\r\n{`),
  ]);
  assert.deepEqual(
    answers.map((answer) => answer.slice(9, 12)),
    ["408", "408"],
  );
});
