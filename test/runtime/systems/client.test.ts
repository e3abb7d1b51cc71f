import assert from "node:assert/strict";
import { test } from "node:test";
import { Failure } from "../../../runtime/contract/failure.ts";
import { callOptions, clientOf, loopback, operation, system } from "./loopback.ts";

function failing(failureClass: string, more: Partial<{ status: number; retryAfterMs: number }> = {}) {
  return (error: unknown) => {
    assert.ok(error instanceof Failure);
    assert.equal(error.class, failureClass);
    for (const [name, value] of Object.entries(more))
      assert.equal(error.detail[name as keyof typeof more], value);
    return true;
  };
}

test("statuses become the classes of the default table, and of the system's own before it", async (t) => {
  let status = 200;
  const url = await loopback(t, (_request, response) =>
    response.writeHead(status, { "content-type": "application/json" }).end('{"detail":"no"}'),
  );
  const client = clientOf(t, url);
  for (const [code, failureClass] of [
    [400, "refused"],
    [404, "refused"],
    [409, "refused"],
    [401, "transient"],
    [301, "transient"],
    [429, "throttled"],
    [500, "unknown"],
    [503, "transient"],
    [504, "unknown"],
  ] as const) {
    status = code;
    await assert.rejects(
      client.call(operation(system()), {}, callOptions()),
      failing(failureClass, { status: code }),
    );
  }
  status = 409;
  await assert.rejects(
    client.call(operation(system({ failures: { transient: [409] } })), {}, callOptions()),
    failing("transient"),
  );
});

test("a port nobody listens on is a call never sent, a silence a timeout, a broken connection a reset", async (t) => {
  await assert.rejects(
    clientOf(t, "http://127.0.0.1:1").call(operation(system()), {}, callOptions()),
    failing("transient"),
  );
  const silent = await loopback(t, () => undefined);
  await assert.rejects(
    clientOf(t, silent).call(operation(system()), {}, callOptions(50)),
    failing("unknown"),
  );
  const broken = await loopback(t, (request) => request.socket.resetAndDestroy());
  await assert.rejects(clientOf(t, broken).call(operation(system()), {}, callOptions()), failing("unknown"));
});

test("Retry-After is read as seconds and as a date", async (t) => {
  let header = "7";
  const url = await loopback(t, (_request, response) =>
    response.writeHead(429, { "retry-after": header }).end(),
  );
  const client = clientOf(t, url);
  await assert.rejects(
    client.call(operation(system()), {}, callOptions()),
    failing("throttled", { retryAfterMs: 7_000 }),
  );
  header = new Date(Date.now() + 60_000).toUTCString();
  await assert.rejects(
    client.call(operation(system()), {}, callOptions()),
    (error: Failure) => (error.detail.retryAfterMs ?? 0) > 50_000,
  );
});

test("an answer of success that cannot be read is unknown for a change and transient for a read", async (t) => {
  const url = await loopback(t, (_request, response) => response.end("oops"));
  const client = clientOf(t, url);
  await assert.rejects(client.call(operation(system()), {}, callOptions()), failing("unknown"));
  await assert.rejects(
    client.call(
      operation(system(), { request: () => ({ method: "GET", path: "/things" }) }),
      {},
      callOptions(),
    ),
    failing("transient"),
  );
});

test("an answer larger than the limit is not read", async (t) => {
  const url = await loopback(t, (_request, response) => response.end(`"${"x".repeat(20_000)}"`));
  await assert.rejects(clientOf(t, url).call(operation(system()), {}, callOptions()), failing("unknown"));
});

test("paths resolve under the endpoint's, query is encoded, the attempt key is sent, digits are kept", async (t) => {
  const seen: { url?: string | undefined; key?: unknown; text: string }[] = [];
  const url = await loopback(t, (request, response) => {
    seen.push({ url: request.url, key: request.headers["idempotency-key"], text: request.text });
    response.end('{"total":12345678901234567890.10}');
  });
  const client = clientOf(t, `${url}/odata/srv/`);
  const post = operation(system(), {
    idempotent: { by: "header", header: "Idempotency-Key" },
    request: (body) => ({
      method: "POST",
      path: "/A_Order",
      query: { $filter: "a eq 'b&c'", none: undefined },
      body,
    }),
  });
  const answer = await client.call(post, { total: "19.90" }, callOptions());
  assert.deepEqual(seen, [
    { url: "/odata/srv/A_Order?%24filter=a%20eq%20%27b%26c%27", key: "k1", text: '{"total":"19.90"}' },
  ]);
  assert.equal(JSON.stringify(answer), '{"total":12345678901234567890.10}');
});

test("a form is written with names in brackets, XML with attributes", async (t) => {
  const seen: string[] = [];
  const url = await loopback(t, (request, response) => {
    seen.push(request.text);
    response.end(request.headers["content-type"] === "application/xml" ? "<a><b>1.10</b></a>" : "{}");
  });
  const client = clientOf(t, url);
  await client.call(
    operation(system(), {
      request: () => ({
        method: "POST",
        path: "/",
        as: "form",
        body: { amount: 5, metadata: { order: "1&2" } },
      }),
    }),
    {},
    callOptions(),
  );
  const xml = await client.call(
    operation(system(), {
      request: () => ({
        method: "POST",
        path: "/",
        as: "xml",
        body: { sale: { "@id": "1", line: ["a", "b"] } },
      }),
    }),
    {},
    callOptions(),
  );
  assert.deepEqual(seen, [
    "amount=5&metadata%5Border%5D=1%262",
    '<sale id="1"><line>a</line><line>b</line></sale>',
  ]);
  assert.deepEqual(xml, { a: { b: "1.10" } });
});
